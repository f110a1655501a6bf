package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL: what happens on one counts for the other before long. */
class SharedDatabaseTest {
    private static final String TARGET = Edge.thumb("0_film", "width/160");
    private static final String CLIP = Edge.thumb(Clip.MKV, "width/160");

    @TempDir
    static Path data;

    private static DatabaseConfig database;
    private static Edge one;
    private static Edge other;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.POSTGRESQL.fresh();
        one = start("one");
        other = start("other");
    }

    private static Edge start(String folder) throws Exception {
        List<String> options = new ArrayList<>(List.of(TestDatabase.options(database)));
        options.addAll(List.of("catalog.lookups.fresh-for", "500ms", "catalog.lookups.unknown-for", "500ms"));
        // so long a ready answer of a folder's file would be repeated
        options.addAll(List.of("origin.recheck-after", "1h"));
        return Edge.start(data.resolve(folder), AdminCalls.options(options.toArray(String[]::new)))
                .ready();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void anEntryThatOneClosesIsClosedOnTheOtherSoon() {
        AdminCalls admin = new AdminCalls(one);
        admin.put("partners/100", "{}");
        admin.put("profiles/closed", "{'partner_id': '100', 'session_required': true}");
        admin.put("entries/0_film", "{'partner_id': '100', 'type': 'video'}");
        admin.put("entries/0_film/flavors/f", "{'url': '" + Clip.MKV.file().toUri() + "'}");
        Until.holds("the other knows the entry", () -> other.get(TARGET).status() == 200);
        assertEquals(200, other.get(TARGET).status());
        admin.put("entries/0_film", "{'partner_id': '100', 'type': 'video', 'profile_id': 'closed'}");
        assertEquals(404, one.get(TARGET).status());
        Until.holds("the other has closed it", () -> other.get(TARGET).status() == 404);
    }

    @Test
    void aPurgeOnOneIsHeededOnTheOtherWithinASecondOrSo() {
        keepReady();
        long begun = System.nanoTime();
        purge();
        Until.holds("the other has purged it", SharedDatabaseTest::isMadeByOther);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.toMillis() < 3000, took + ": it was only heeded when the other looked by itself");
        assertEquals("hit; detail=memory", other.picture(CLIP).cacheStatus());
    }

    @Test
    void aPurgeWhileTheOtherHearsNothingIsHeededWhenItHearsAgain() throws Exception {
        keepReady();
        cutListeners();
        purge();
        Until.holds("the other has purged it", SharedDatabaseTest::isMadeByOther);
        assertEquals("hit; detail=memory", other.picture(CLIP).cacheStatus());
    }

    /** Brings the other to where it answers before it has parsed anything. */
    private static void keepReady() {
        Until.holds("the other hears", () -> other.metrics().value("posterframe_fleet_hears") == 1);
        for (int i = 0; i < 3; i++) {
            other.picture(CLIP);
        }
        assertEquals("hit; detail=memory", other.picture(CLIP).cacheStatus());
        assertTrue(other.metrics().value("posterframe_ready_answers") > 0);
    }

    private static boolean isMadeByOther() {
        return other.picture(CLIP).cacheStatus().equals("fwd=miss; stored");
    }

    private static void purge() {
        Reply reply = new AdminCalls(one).ask("POST", "purge", "{'partners': ['100']}");
        assertEquals(200, reply.status(), reply::text);
    }

    private static void cutListeners() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and datname = current_database() and (query like 'listen %' or query like 'select 1%')");
        }
    }
}
