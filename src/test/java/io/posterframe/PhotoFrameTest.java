package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.clips.Clip;
import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.PartnersTable;
import io.posterframe.store.StoredEntry;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/photo/frame} of photos, over sockets. The entries are in the database, their media in the folder. */
class PhotoFrameTest {
    private static final String TOKEN = "mhpDudicFtdjz1isvidhnzsgqv3kaske";
    private static final String PHOTO = "/api/photo/frame?photo_id=" + entry(Clip.MKV) + "&token=" + TOKEN;

    @TempDir
    static Path data;

    private static Edge edge;

    private static String entry(Clip clip) {
        return clip.fileName().substring(0, clip.fileName().lastIndexOf('.'));
    }

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data, "photo.disabled-methods", "[get-upload-token]");
        Vertx vertx = Vertx.vertx();
        Database database = Database.open(vertx, DatabaseConfig.DEFAULTS, data.resolve("database"));
        database.transact(handle -> {
                    Instant now = Instant.EPOCH;
                    new PartnersTable()
                            .insert(
                                    handle,
                                    new Partner(
                                            "100",
                                            "",
                                            Partner.Status.ACTIVE,
                                            List.of("s3cret"),
                                            OptionalInt.empty(),
                                            null,
                                            OptionalInt.empty(),
                                            false,
                                            false));
                    EntriesTable entries = new EntriesTable();
                    entries.insert(handle, photo(entry(Clip.MKV), TOKEN, now));
                    entries.insert(handle, photo("tokenless", null, now));
                    return now;
                })
                .await(30, TimeUnit.SECONDS);
        database.close();
        vertx.close().await(30, TimeUnit.SECONDS);
    }

    private static StoredEntry photo(String id, String token, Instant now) {
        return new StoredEntry(id, "100", "", Medium.Kind.VIDEO, StoredEntry.Status.READY, token, null, null, now, now);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 25", "1.04, 26", "1.039, 25", ".5, 12", "999999, 74"})
    void showsTheFrameOfItsTime(String time, int frame) {
        Reply reply = edge.picture(PHOTO + "&size=320x180&time=" + time);
        assertEquals("image/jpeg", reply.header("content-type"));
        if (frame < 74) {
            assertEquals(frame, reply.frame());
        }
    }

    @ParameterizedTest
    @CsvSource({"size=160x90, 160x90", "size=160x160, 160x90", "size=90x90, 90x51", "'', 640x360"})
    void fitsTheSize(String size, String made) {
        assertEquals(made, edge.picture(PHOTO + "&time=1&" + size).size());
    }

    @Test
    void isAPictureAsOthersAre() {
        Reply reply = edge.picture(PHOTO + "&time=1&size=161x90");
        String control = reply.header("cache-control");
        assertNotNull(control);
        assertTrue(control.startsWith("public, max-age=1800, s-maxage=1800"), control);
        String etag = reply.header("etag");
        assertNotNull(etag);
        assertEquals("entry-" + entry(Clip.MKV) + ",partner-100", reply.header("cache-tag"));
        assertEquals(
                304,
                edge.get(PHOTO + "&time=1&size=161x90", "if-none-match", etag).status());
        assertEquals(
                206,
                edge.get(PHOTO + "&time=1&size=161x90", "range", "bytes=0-9").status());
        assertEquals(
                "hit; detail=memory",
                edge.picture(PHOTO + "&time=1&size=161x90").cacheStatus());
        Reply head = edge.ask("HEAD", PHOTO + "&time=1&size=161x90", "");
        assertEquals(reply.header("content-length"), head.header("content-length"));
    }

    @Test
    void takesAPostAtItsFormAlone() {
        String form = "photo_id=" + entry(Clip.MKV) + "&token=" + TOKEN + "&time=1&size=160x90";
        String type = "application/x-www-form-urlencoded";
        Reply reply = edge.ask("POST", "/api/photo/frame?time=0&size=32x18&format=json", form, "content-type", type);
        assertEquals("160x90", reply.size());
        assertEquals(25, reply.frame());
        assertError("invalid_input", edge.ask("POST", PHOTO + "&time=1", "time=1", "content-type", type));
    }

    @Test
    void takesAMultipartForm() {
        String form = part("photo_id", entry(Clip.MKV)) + part("token", TOKEN) + part("time", "1") + "--b--\r\n";
        Reply reply = edge.ask("POST", "/api/photo/frame", form, "content-type", "multipart/form-data; boundary=b");
        assertEquals(25, reply.frame());
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Test
    void takesATimeLimitedTokenUntilItExpires() throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String target = "/api/photo/frame?time=1&size=160x90&photo_id=" + entry(Clip.MKV) + "&token=";
        Reply reply = edge.picture(target + limited(now + 600));
        assertEquals(25, reply.frame());
        String control = reply.header("cache-control");
        assertNotNull(control);
        long age = Long.parseLong(control.replaceAll(".*\\bmax-age=(\\d+).*", "$1"));
        assertTrue(age <= 600 && age > 400, control);
        assertError("invalid_photo_token", edge.get(target + limited(now - 1)));
        assertError("invalid_photo_token", edge.get(target + limited(now + 600).replaceFirst(".", "x")));
    }

    private static String limited(long expire) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signed = "expire" + expire + "photo_id" + entry(Clip.MKV);
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))) + "-" + expire;
    }

    @ParameterizedTest
    @CsvSource({
        "photo_id=MKV&token=T, invalid_input",
        "time=1, invalid_input",
        "time=1&photo_id=MKV, invalid_input",
        "time=1&token=T, invalid_input",
        "time=1&photo_id=nothing&token=T, no_such_photo",
        "time=1&photo_id=MKV&token=wrong, invalid_photo_token",
        "time=1&photo_id=tokenless&token=a, invalid_photo_token",
        "time=1&upload_token=022fe6e3fb42758d6147c539727c5358af3524b1, no_file",
        "time=soon&photo_id=MKV&token=T, invalid_input",
        "time=-1&photo_id=MKV&token=T, invalid_input",
        "time=1&size=0x0&photo_id=MKV&token=T, invalid_input",
        "time=1&size=10000x10000&photo_id=MKV&token=T, invalid_input",
        "time=1&photo_id=MKV&token=T&oauth_consumer_key=x, invalid_signature",
    })
    void answersErrorsWithItsOwnForm(String query, String code) {
        String filled = query.replace("MKV", entry(Clip.MKV)).replace("=T", "=" + TOKEN);
        assertError(code, edge.get("/api/photo/frame?" + filled));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or '1'='1",
                "'; drop table entries; --",
                "\" or \"\"=\"",
                "../../etc/passwd",
                "..\\..\\windows",
                "a\0b",
                "%00",
                "\r\nx: y",
                "<script>",
                "${jndi:ldap://x}",
                "h264/../h264",
                "\uD83D\uDE00",
                "*"
            })
    void takesNothingForWhatItIsNot(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String frame = "/api/photo/frame?time=1&";
        assertError("no_such_photo", edge.get(frame + "photo_id=" + encoded + "&token=a"));
        assertError("invalid_photo_token", edge.get(frame + "token=" + encoded + "&photo_id=" + entry(Clip.MKV)));
        assertError("no_file", edge.get(frame + "upload_token=" + encoded));
        String some = frame + "upload_token=022fe6e3fb42758d6147c539727c5358af3524b1&";
        assertError("no_file", edge.get(some + "resumableIdentifier=" + encoded));
        assertError("no_file", edge.get(some + "filename=" + encoded));
        assertError("invalid_input", edge.get(frame + "format=json&callback=" + encoded));
    }

    @Test
    void answersInTheFormThatWasAskedFor() {
        String target = "/api/photo/frame?time=1&photo_id=none&token=a&format=json";
        Reply raw = edge.get(target + "&raw");
        assertEquals("application/json; charset=utf-8", raw.header("content-type"));
        assertTrue(raw.text().startsWith("{\"status\":\"error\""), raw.text());
        assertTrue(edge.get(target).text().startsWith("var visual = {"));
        assertTrue(edge.get(target + "&varname=tags").text().startsWith("var tags = {"));
        Reply called = edge.get(target + "&callback=fn");
        assertEquals("text/javascript; charset=utf-8", called.header("content-type"));
        assertEquals("nosniff", called.header("x-content-type-options"));
        assertTrue(called.text().startsWith("fn({") && called.text().strip().endsWith("});"));
    }

    @Test
    void leavesErrorsToNobody() {
        Reply reply = edge.get("/api/photo/frame");
        assertEquals("private, no-store", reply.header("cache-control"));
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertNull(reply.header("etag"));
    }

    @Test
    void saysThatAMethodIsDisabled() {
        assertError("permission_denied", edge.get("/api/photo/get-upload-token"));
    }

    @Test
    void refusesABodyThatIsNoForm() {
        assertEquals(
                415,
                edge.ask("POST", "/api/photo/frame", "{}", "content-type", "application/json")
                        .status());
        String form = "time=" + "1".repeat(17_000);
        String type = "application/x-www-form-urlencoded";
        assertEquals(
                413,
                edge.ask("POST", "/api/photo/frame", form, "content-type", type).status());
    }

    private static void assertError(String code, Reply reply) {
        assertEquals(200, reply.status());
        String text = reply.text();
        assertTrue(text.contains("code=\"" + code + "\"") || text.contains("\"code\":\"" + code + "\""), text);
    }
}
