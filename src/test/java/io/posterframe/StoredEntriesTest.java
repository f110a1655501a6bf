package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of entries that a database holds, through a whole server. */
class StoredEntriesTest {
    @TempDir
    Path data;

    @ParameterizedTest
    @EnumSource
    void rowsAreServedAsPictures(TestDatabase kind) throws Exception {
        DatabaseConfig config = kind.fresh();
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.open(vertx, config, data.resolve("database"))) {
            database.now(handle -> {
                handle.execute("insert into partners values"
                        + " ('100', '', 'active', '', null, null, null, false, false, now(), now())");
                for (String status : new String[] {"ready", "deleted"}) {
                    handle.execute("insert into entries (id, partner_id, name, kind, status, created_at, updated_at)"
                            + " values ('0_" + status + "', '100', '', 'video', '" + status + "', now(), now())");
                }
                return handle.execute(
                        "insert into flavors (entry_id, id, url, tags, created_at, updated_at)"
                                + " values ('0_ready', 'hd', ?, 'web', now(), now())",
                        "file:" + Clip.MKV.fileName());
            });
        }
        vertx.close().await();
        try (Edge edge = Edge.start(data, TestDatabase.options(config))) {
            Reply picture = edge.picture(Edge.thumb("0_ready", "width/160/vid_sec/1/flavor_id/hd"));
            assertEquals("image/jpeg", picture.header("content-type"));
            assertEquals(404, edge.get(Edge.thumb("0_ready", "flavor_id/4k")).status());
            assertEquals(404, edge.get(Edge.thumb("0_deleted", "width/160")).status());
            edge.picture(Edge.thumb(Clip.MKV, "width/160"));
            edge.settles();
        }
    }
}
