package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.access.SessionWriter;
import io.posterframe.clips.Clip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that the admin API writes, on a whole server: what is written counts for the next request. */
class StoredEntryTest {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final String SECRET = "s3cret";

    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data, "admin.tokens", "[" + TOKEN + "]").ready();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void write() {
        put("partners/100", "{'name': 'Films', 'secrets': ['" + SECRET + "']}");
        put("entries/0_film", "{'partner_id': '100', 'type': 'video'}");
        put("entries/0_film/flavors/small", flavor(Clip.MP4_INDEX_FIRST, 500));
    }

    @AfterEach
    void clear() {
        admin("DELETE", "entries/0_film", "");
        admin("DELETE", "profiles/closed", "");
        admin("DELETE", "partners/100", "");
    }

    private static String flavor(Clip clip, int bitrate) {
        return "{'url': '" + clip.file().toUri() + "', 'bitrate_kbps': " + bitrate + "}";
    }

    private static Reply admin(String method, String path, String json) {
        return edge.ask(
                method,
                "/admin/v1/" + path,
                json.replace('\'', '"'),
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    private static void put(String path, String json) {
        Reply reply = admin("PUT", path, json);
        assertTrue(reply.status() / 100 == 2, () -> path + ": " + reply.text());
    }

    private static void patch(String path, String json) {
        Reply reply = admin("PATCH", path, json);
        assertEquals(200, reply.status(), () -> path + ": " + reply.text());
    }

    private static String film(String parameters) {
        return Edge.thumb("0_film", parameters);
    }

    private static void refused(int error, String target, String... headers) {
        Reply reply = edge.get(target, headers);
        assertEquals("404 error-" + error, reply.status() + " " + reply.header("x-kaltura"), reply.text());
        if (error != 6 && error != 9 && error != 1) {
            assertEquals("private, no-store", reply.header("cache-control"));
        }
    }

    @Test
    void aFlavorThatIsReplacedShowsAtOnce() {
        String target = film("width/0/height/0/vid_sec/1");
        assertEquals(320, edge.picture(target).image().getWidth());
        assertEquals(
                "hit; detail=memory", edge.picture(target).cacheStatus(), "and from now on out of the map of answers");
        put("entries/0_film/flavors/small", flavor(Clip.ROTATED_90, 500));
        assertEquals(180, edge.picture(target).image().getWidth());
    }

    @Test
    void flavorsAreChosenByTheirIdAndElseByBitrate() {
        put("entries/0_film/flavors/upright", flavor(Clip.ROTATED_90, 900));
        String target = film("width/0/height/0/vid_sec/1");
        assertEquals(180, edge.picture(target).image().getWidth());
        assertEquals(320, edge.picture(target + "/flavor_id/small").image().getWidth());
        refused(6, target + "/flavor_id/none");
    }

    @Test
    void aWidgetStandsForItsEntry() {
        put("widgets/_w1", "{'partner_id': '100', 'entry_id': '0_film'}");
        String target = "/p/100/thumbnail/widget_id/_w1/width/160";
        Reply reply = edge.picture(target);
        assertEquals("entry-0_film,widget-_w1,partner-100", reply.header("cache-tag"));
        admin("DELETE", "widgets/_w1", "");
        Reply gone = edge.get(target);
        assertEquals("error-8", gone.header("x-kaltura"), gone.text());
    }

    @Test
    void whatIsDeletedIsGoneAtOnce() {
        String target = film("width/160");
        edge.picture(target);
        patch("entries/0_film", "{'status': 'deleted'}");
        refused(9, target);
        patch("entries/0_film", "{'status': 'ready'}");
        edge.picture(target);
        admin("DELETE", "entries/0_film", "");
        refused(1, target);
        write();
        edge.picture(target);
    }

    @Test
    void anAccountCanBeBlockedAndHaveItsOwnDefaults() {
        String target = film("width/160");
        Reply byDefault = edge.picture(target);
        patch("partners/100", "{'default_quality': 10, 'cache_age_seconds': 120}");
        Reply own = edge.picture(target);
        assertTrue(own.body().length < byDefault.body().length);
        assertTrue(own.header("cache-control").startsWith("public, max-age=120, s-maxage=120"));
        patch("partners/100", "{'status': 'blocked'}");
        refused(15, target);
    }

    @Test
    void capturesCanBeForbiddenAndStoredImagesStillServed() throws Exception {
        Path folder = Clip.MKV.file().getParent();
        Path poster = folder.resolve("stored-entry-poster.png");
        Files.write(poster, io.posterframe.clips.Pictures.file("png", 64, 48));
        put("entries/0_film/thumbnails/1", "{'url': '" + poster.toUri() + "', 'current': true}");
        patch("partners/100", "{'capture_blocked': true}");
        assertEquals(64, edge.picture(film("width/0/height/0")).image().getWidth());
        refused(38, film("width/160/vid_sec/1"));
        refused(38, film("width/160/vid_slices/4"));
    }

    @Test
    void aClosedEntryIsForThoseWithASession() {
        put("profiles/closed", "{'partner_id': '100', 'session_required': true}");
        String target = film("width/160");
        edge.picture(target);
        patch("entries/0_film", "{'profile_id': 'closed'}");
        refused(3, target);
        SessionWriter session = SessionWriter.of(SECRET);
        for (String ks : new String[] {
            session.may("sview:0_film").v2(),
            session.may("sview:*").v1(),
            session.admin().v2()
        }) {
            Reply reply = edge.picture(target + "/ks/" + ks);
            assertEquals("private, no-store", reply.header("cache-control"));
            assertEquals("private, no-store", edge.picture(target + "/ks/" + ks).header("cache-control"));
        }
        refused(3, target + "/ks/" + session.widget().v2());
        refused(3, target + "/ks/" + session.may("sview:0_other").v2());
        refused(
                31,
                target + "/ks/" + session.may("sview:*").until(1_000_000_000).v2());
        refused(4, target + "/ks/" + SessionWriter.of("another").may("sview:*").v2());
        refused(4, target + "/ks/garbage");
        refused(
                34,
                target + "/ks/" + session.may("sview:*,iprestrict:192.0.2.1").v2());
        refused(
                7,
                target + "/ks/"
                        + session.may("sview:*,urirestrict:/p/100/other*").v2());
        put("partners/200", "{'secrets': ['other-secret']}");
        refused(
                32,
                target + "/ks/"
                        + SessionWriter.of("other-secret")
                                .partner("200")
                                .may("sview:*")
                                .v2());
        refused(3, target);
        patch("entries/0_film", "{'profile_id': null}");
        assertNotEquals("private, no-store", edge.picture(target).header("cache-control"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/page, true",
        "https://example.com:8443/, true",
        "https://example.com.evil.org/, false",
        "https://evilexample.com/, false",
        "https://example.com@evil.org/, false",
        "'', false"
    })
    void anEntryCanBeForPagesOfSomeSitesOnly(String page, boolean allowed) {
        put("profiles/closed", "{'partner_id': '100', 'allowed_sites': ['example.com']}");
        patch("entries/0_film", "{'profile_id': 'closed'}");
        String target = film("width/160");
        String[] referer = page.isEmpty() ? new String[0] : new String[] {"Referer", page};
        assertEquals(allowed ? 200 : 404, edge.get(target, referer).status());
        String base64 = Base64.getUrlEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8));
        if (!page.isEmpty()) {
            assertEquals(
                    allowed ? 200 : 404,
                    edge.get(target + "/referrer/" + base64, "Referer", "https://evil.org/")
                            .status());
            assertEquals(
                    allowed ? 200 : 404,
                    edge.get(target + "?referrer=" + base64).status());
        }
        assertNull(edge.get(target).header("etag"), "without a page there is no picture");
    }

    @Test
    void aPublicAnswerDoesNotDependOnWhoAsks() {
        String target = film("width/160");
        Reply first = edge.picture(target, "Referer", "https://one.example/");
        Reply second = edge.picture(target, "Referer", "https://two.example/", "X-Forwarded-For", "192.0.2.1");
        assertEquals(first.header("etag"), second.header("etag"));
        assertFalse(first.header("cache-control").contains("private"));
        assertNull(first.header("vary"));
    }

    @Test
    void aFolderCanHoldMediaWithoutBeingEntries(@TempDir Path other) throws Exception {
        String own = Edge.thumb(Clip.MP4_INDEX_FIRST, "width/160");
        edge.picture(own);
        try (Edge closed = Edge.start(other, "catalog.folder-entries", "false", "admin.tokens", "[" + TOKEN + "]")) {
            Edge open = edge;
            try {
                edge = closed.ready();
                write();
                edge.picture(film("width/160"));
                refused(1, own);
            } finally {
                edge = open;
            }
        }
    }
}
