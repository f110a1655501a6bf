package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL: what is written through one counts for the other before long. */
class SharedDatabaseTest {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final String TARGET = Edge.thumb("0_film", "width/160");

    @TempDir
    Path data;

    private Edge start(DatabaseConfig database, String folder) throws Exception {
        List<String> options = new ArrayList<>(List.of(TestDatabase.options(database)));
        options.addAll(List.of("admin.tokens", "[" + TOKEN + "]"));
        options.addAll(List.of("catalog.lookups.fresh-for", "500ms", "catalog.lookups.unknown-for", "500ms"));
        // so long a ready answer of a folder's file would be repeated
        options.addAll(List.of("origin.recheck-after", "1h"));
        return Edge.start(data.resolve(folder), options.toArray(String[]::new)).ready();
    }

    private static void put(Edge edge, String path, String json) {
        Reply reply = edge.ask(
                "PUT",
                "/admin/v1/" + path,
                json.replace('\'', '"'),
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                "application/json");
        assertEquals(2, reply.status() / 100, reply::text);
    }

    @Test
    void anEntryThatOneClosesIsClosedOnTheOtherSoon() throws Exception {
        DatabaseConfig database = TestDatabase.POSTGRESQL.fresh();
        try (Edge one = start(database, "one");
                Edge other = start(database, "other")) {
            put(one, "partners/100", "{}");
            put(one, "profiles/closed", "{'partner_id': '100', 'session_required': true}");
            put(one, "entries/0_film", "{'partner_id': '100', 'type': 'video'}");
            put(one, "entries/0_film/flavors/f", "{'url': '" + Clip.MKV.file().toUri() + "'}");
            Until.holds("the other knows the entry", () -> other.get(TARGET).status() == 200);
            assertEquals(200, other.get(TARGET).status());
            put(one, "entries/0_film", "{'partner_id': '100', 'type': 'video', 'profile_id': 'closed'}");
            assertEquals(404, one.get(TARGET).status());
            Until.holds("the other has closed it", () -> other.get(TARGET).status() == 404);
        }
    }
}
