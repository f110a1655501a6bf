package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.posterframe.SignedCalls.Signer;
import io.posterframe.catalog.Partner;
import io.posterframe.clips.Clip;
import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.posterframe.store.PartnersTable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upload tokens of the 23 Video API, asked for and redeemed over sockets. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PhotoUploadTest {
    private static final String KEY = "571156-cuQla8tP5tzjf70znIwS";
    private static final String SECRET = "u5pHMUpV8wB7LxwieAnrexE8CkzoZTVs6G626KKqfPVqFp0TxT";
    private static final String CONSUMERS =
            """
            [{key: %s, secret: %s, partner: '100', tokens: [
              {token: reader, secret: the-secret-of-reader, level: read},
              {token: writer, secret: the-secret-of-writer, level: write, user-id: '17488'},
              {token: root, secret: the-secret-of-root, level: super}]},
             {key: other, secret: the-secret-of-the-other, disabled-methods: [get-upload-token, frame]}]"""
                    .formatted(KEY, SECRET);
    private static final String GET_TOKEN = "/api/photo/get-upload-token";
    private static final String REDEEM = "/api/photo/redeem-upload-token";

    @TempDir
    static Path data;

    private static Edge edge;
    private static HttpServer callbacks;
    private static final BlockingQueue<String> CALLED = new LinkedBlockingQueue<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Parameter
    TestDatabase kind;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase kind) throws Exception {
        Path folder = data.resolve(kind.name());
        DatabaseConfig config = kind.fresh();
        List<String> options = new ArrayList<>(List.of(TestDatabase.options(config)));
        options.addAll(List.of("photo.consumers", CONSUMERS));
        options.addAll(List.of("admin.tokens", "[a-token-of-the-tests]"));
        options.addAll(List.of("photo.site-url", SignedCalls.SITE));
        options.addAll(List.of("origin.allowed-addresses", "[127.0.0.1]"));
        options.addAll(List.of("uploads.max-unknown-bytes", "2000000"));
        edge = Edge.start(folder, options.toArray(String[]::new));
        Vertx vertx = Vertx.vertx();
        Database database = Database.open(vertx, config, folder.resolve("database"));
        Partner partner = new Partner(
                "100",
                "",
                Partner.Status.ACTIVE,
                List.of("s3cret"),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                false);
        database.transact(handle -> {
                    new PartnersTable().insert(handle, partner);
                    return partner;
                })
                .await(30, TimeUnit.SECONDS);
        database.close();
        vertx.close().await(30, TimeUnit.SECONDS);
        callbacks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callbacks.createContext("/", exchange -> {
            CALLED.add(exchange.getRequestURI().toString());
            byte[] thanks = "thanks ".repeat(1000).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, thanks.length);
            exchange.getResponseBody().write(thanks);
            exchange.close();
        });
        callbacks.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        callbacks.stop(0);
        edge.close();
    }

    private static String encoded(String text) {
        return SignedCalls.encoded(text);
    }

    private static Signer signer(String token) {
        return token.equals("other")
                ? new Signer("other", "the-secret-of-the-other", null, "")
                : new Signer(KEY, SECRET, token, "the-secret-of-" + token);
    }

    /** A signed GET. @param query names and values, already encoded as a signature wants them */
    private static Reply signed(String token, String nonce, long second, String query) {
        return new SignedCalls(edge).get(signer(token), GET_TOKEN, query, nonce, second);
    }

    private static Reply signed(String token, String query) {
        return new SignedCalls(edge).get(signer(token), GET_TOKEN, query);
    }

    private static JsonObject order(String query) {
        Reply reply = signed("writer", query + (query.isEmpty() ? "" : "&") + "format=json&raw=1");
        JsonObject json = new JsonObject(reply.text());
        assertEquals("ok", json.getString("status"), reply::text);
        return json.getJsonObject("uploadtoken");
    }

    private static String token(String query) {
        return order(query).getString("upload_token");
    }

    private static byte[] bytes(Clip clip) throws IOException {
        return Files.readAllBytes(clip.file());
    }

    /** A form of fields (name, value, name, value...) and a file. */
    private static Reply redeem(byte[] file, String fileName, String... fields)
            throws IOException, InterruptedException {
        return redeemAt(REDEEM, file, fileName, fields);
    }

    private static Reply redeemAt(String target, byte[] file, String fileName, String... fields)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            String part = "--b\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n" + fields[i + 1];
            body.writeBytes((part + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + target))
                .header("content-type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return Reply.of(CLIENT.send(request, BodyHandlers.ofByteArray()));
    }

    private static Reply chunk(byte[] whole, int number, int size, String token)
            throws IOException, InterruptedException {
        int from = (number - 1) * size;
        byte[] part = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + size));
        return redeem(
                part,
                "blob",
                "upload_token",
                token,
                "resumableChunkNumber",
                Integer.toString(number),
                "resumableChunkSize",
                Integer.toString(size),
                "resumableTotalSize",
                Integer.toString(whole.length),
                "resumableIdentifier",
                "clip-1",
                "resumableFilename",
                "clip.mkv");
    }

    @Test
    void answersAsTheApiDoes() {
        JsonObject order = order("title=A%20%3Cb%3Etitle%3C%2Fb%3E&return_url="
                + encoded("http://www.example.com/callback?theme=green") + "&tags=a%2C%20b");
        assertEquals("A title", order.getString("title"));
        assertEquals("180", order.getString("valid_minutes"));
        assertEquals("1", order.getString("max_uploads"));
        assertEquals("1", order.getString("publish"));
        assertEquals("17488", order.getString("user_id"));
        assertEquals("", order.getString("album_id"));
        assertEquals("http://www.example.com/callback?theme=green", order.getString("return_url"));
        long left =
                Long.parseLong(order.getString("valid_until")) - Instant.now().getEpochSecond();
        assertTrue(left > 179 * 60 && left <= 180 * 60, () -> left + " s");
        assertTrue(order.getString("upload_token").matches("[0-9a-f]{40}"));
        String xml = signed("writer", "valid_minutes=15").text();
        assertTrue(
                xml.startsWith("<response status=\"ok\" permission_level=\"write\""
                        + " message=\"The upload token is ready to use\" cached=\"0\">\n  <upload_token>"),
                xml);
        assertTrue(xml.contains("<valid_minutes>15</valid_minutes>"), xml);
    }

    @ParameterizedTest
    @CsvSource({
        "writer, valid_minutes=14, invalid_input",
        "writer, valid_minutes=1441, invalid_input",
        "writer, max_uploads=101, invalid_input",
        "writer, max_uploads=0, invalid_input",
        "writer, return_url=javascript%3Aalert%281%29, invalid_input",
        "writer, return_url=http%3A%2F%2F, invalid_input",
        "writer, photo_id=1, invalid_input",
        "writer, user_id=1, permission_denied",
        "root, user_id=1, ok",
        "reader, '', permission_denied",
        "other, '', permission_denied",
    })
    void checksWhatIsAskedForAndByWhom(String token, String query, String outcome) {
        String text = signed(token, query).text();
        assertTrue(text.contains(outcome.equals("ok") ? "status=\"ok\"" : "code=\"" + outcome + "\""), text);
    }

    @Test
    void takesNoUnsignedStaleOrRepeatedRequest() {
        long now = Instant.now().getEpochSecond();
        assertTrue(edge.get(GET_TOKEN).text().contains("code=\"permission_denied\""));
        assertTrue(signed("writer", "a", now - 400, "").text().contains("code=\"invalid_signature\""));
        assertTrue(signed("writer", "a", now, "").text().contains("status=\"ok\""));
        assertTrue(signed("writer", "a", now, "").text().contains("code=\"invalid_signature\""));
        assertTrue(signed("writer", "b", now, "").text().contains("status=\"ok\""));
        assertTrue(signed("nobody", "c", now, "").text().contains("code=\"invalid_signature\""));
    }

    @Test
    void makesAPhotoOfAFile() throws Exception {
        Reply reply = redeem(bytes(Clip.MKV), "a.mkv", "upload_token", token(""));
        assertEquals(200, reply.status(), reply::text);
        String[] words = reply.text().strip().split(" ");
        assertEquals(List.of("ok", "videos.example.com"), List.of(words[0], words[1]));
        String target = "/api/photo/frame?time=1&size=160x90&photo_id=" + words[3] + "&token=" + words[4];
        assertEquals(25, edge.picture(target).frame());
        assertEquals(
                25,
                edge.picture("/p/100/thumbnail/entry_id/" + words[3] + "/vid_sec/1")
                        .frame());
    }

    @Test
    void endsWithTheTokenAndWithTheEntry() throws Exception {
        String[] words = redeem(bytes(Clip.MKV), "a.mkv", "upload_token", token(""))
                .text()
                .split("\\s");
        String target = "/api/photo/frame?time=1&size=160x90&photo_id=" + words[3] + "&token=";
        assertEquals(25, edge.picture(target + words[4]).frame());
        String admin = "/admin/v1/entries/" + words[3];
        String[] headers = {
            "authorization", "Bearer a-token-of-the-tests", "content-type", "application/merge-patch+json"
        };
        assertEquals(
                200,
                edge.ask("PATCH", admin, "{\"token\":\"another\"}", headers).status());
        assertTrue(edge.get(target + words[4]).text().contains("code=\"invalid_photo_token\""));
        assertEquals(25, edge.picture(target + "another").frame());
        assertEquals(204, edge.ask("DELETE", admin, "", headers).status());
        assertTrue(edge.get(target + "another").text().contains("code=\"no_such_photo\""));
    }

    @Test
    void makesAPhotoOfAnImage() throws Exception {
        byte[] jpeg = edge.picture(Edge.thumb(Clip.MKV, "vid_sec/1")).body();
        String[] words = redeem(jpeg, "a.jpg", "upload_token", token("")).text().split("\\s");
        assertEquals("ok", words[0]);
        String target = "/api/photo/frame?time=1&size=160x90&photo_id=" + words[3] + "&token=" + words[4];
        assertEquals(25, edge.picture(target).frame());
    }

    @Test
    void sendsTheUploaderOn() throws Exception {
        String url = "http://www.example.com/upload/callback?theme=green";
        String token = token("product=1%202&return_url=" + encoded(url));
        Reply reply = redeem(bytes(Clip.MKV), "a.mkv", "upload_token", token);
        assertEquals(301, reply.status());
        String location = reply.header("location");
        assertNotNull(location);
        assertTrue(
                location.matches("\\Q" + url + "\\E&product=1\\+2&domain=videos\\.example\\.com&upload_token=" + token
                        + "&photo_id=\\d+&tree_id=\\d+&token=[a-z0-9]{32}"),
                location);
        Reply again = redeem(bytes(Clip.MKV), "a.mkv", "upload_token", token);
        assertEquals(404, again.status());
        assertTrue(again.text().contains("have been uploaded") || again.text().contains("has been uploaded"));
    }

    @Test
    void tellsThatAFileIsNotSupported() throws Exception {
        String token = token("return_url=" + encoded("http://www.example.com/upload/callback?theme=green"));
        byte[] text = "<html>not a video</html>".getBytes(StandardCharsets.UTF_8);
        Reply reply = redeem(text, "a.mp4", "upload_token", token);
        assertEquals(301, reply.status());
        assertEquals(
                "http://www.example.com/upload/callback?theme=green&domain=videos.example.com&upload_token=" + token
                        + "&error_message=The+file+type+isn't+supported",
                reply.header("location"));
        assertEquals(500, redeem(text, "a.mp4", "upload_token", token("")).status());
        assertEquals(500, chunk(text, 1, 24, token("")).status());
    }

    @Test
    void tellsInTheBackground() throws Exception {
        CALLED.clear();
        String url = "http://127.0.0.1:" + callbacks.getAddress().getPort() + "/done#here";
        String token = token("background_return_p=1&return_url=" + encoded(url));
        Reply reply = redeem(bytes(Clip.MKV), "a.mkv", "upload_token", token);
        assertEquals(200, reply.status());
        String[] words = reply.text().strip().split(" ");
        assertEquals("ok", words[0]);
        assertEquals(6, words.length, reply::text);
        String called = CALLED.poll(30, TimeUnit.SECONDS);
        assertNotNull(called);
        assertEquals(
                "/done?domain=videos.example.com&upload_token=" + token + "&photo_id=" + words[3] + "&tree_id="
                        + words[2] + "&token=" + words[4],
                called);
        String bad = token("background_return_p=1&return_url=" + encoded(url));
        Reply refused = redeem(new byte[100], "a.mkv", "upload_token", bad);
        assertEquals("error The file type isn't supported", refused.text().strip());
    }

    @Test
    void takesChunksAndShowsFramesMeanwhile() throws Exception {
        byte[] whole = bytes(Clip.MKV);
        int size = whole.length / 2 + 1;
        String token = token("");
        String test = REDEEM + "?upload_token=" + token + "&resumableIdentifier=clip-1&resumableChunkNumber=1"
                + "&resumableChunkSize=" + size + "&resumableTotalSize=" + whole.length;
        assertEquals(204, edge.get(test).status());
        Reply first = chunk(whole, 1, size, token);
        assertEquals(200, first.status(), first::text);
        assertEquals(200, edge.get(test).status());
        String frame = "/api/photo/frame?size=160x90&upload_token=" + token;
        Reply early = edge.get(frame + "&time=0&resumableIdentifier=clip-1&filename=clip.mkv");
        assertEquals(0, early.frame());
        assertEquals("private, no-store", early.header("cache-control"));
        Reply late = edge.get(frame + "&time=2.8");
        assertTrue(late.text().contains("code=\"error_processing_upload\""), late::text);
        assertTrue(edge.get(frame + "&time=0&resumableIdentifier=clip-2").text().contains("code=\"no_file\""));
        Reply last = chunk(whole, 2, size, token);
        assertTrue(last.text().startsWith("ok videos.example.com "), last::text);
        assertEquals(last.text(), chunk(whole, 2, size, token).text());
        assertEquals(70, edge.picture(frame + "&time=2.8").frame());
    }

    @Test
    void takesLargeFilesOnlyWhereTheTokenIsInTheQuery() throws Exception {
        byte[] large = Arrays.copyOf(bytes(Clip.MKV), 2_000_001);
        String token = token("");
        Reply refused = redeem(large, "a.mkv", "upload_token", token);
        assertEquals(500, refused.status(), refused::text);
        assertTrue(refused.text().contains("with the upload token in the query"), refused::text);
        assertEquals("text/plain; charset=utf-8", refused.header("content-type"));
        Reply early = redeemAt(REDEEM + "?upload_token=unknown", large, "a.mkv", "upload_token", token);
        assertEquals(404, early.status(), early::text);
        Reply taken = redeemAt(REDEEM + "?upload_token=" + token, large, "a.mkv");
        assertTrue(taken.text().startsWith("ok videos.example.com "), taken::text);
    }

    @Test
    void takesFormsOfSixtyFourFieldsAndNoMore() throws Exception {
        List<String> fields = new ArrayList<>(List.of("upload_token", token("")));
        for (int i = 0; i < 64; i++) {
            fields.addAll(List.of("more" + i, "x"));
        }
        byte[] file = bytes(Clip.MKV);
        Reply refused = redeem(file, "a.mkv", fields.toArray(String[]::new));
        assertEquals(500, refused.status(), refused::text);
        assertTrue(refused.text().contains("at most 64 fields"), refused::text);
        Reply taken = redeem(file, "a.mkv", fields.subList(0, 2 * 63).toArray(String[]::new));
        assertEquals(200, taken.status(), taken::text);
    }

    @Test
    void refusesOtherFormsOfMoreFieldsTooAndSaysWhy() throws Exception {
        String fields = "&a=b".repeat(65).substring(1);
        for (String target : List.of("/api/photo/frame", "/p/100/thumbnail/entry_id/1")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + target))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields))
                    .build();
            Reply refused = Reply.of(CLIENT.send(request, BodyHandlers.ofByteArray()));
            assertEquals(400, refused.status(), refused::text);
            assertTrue(refused.text().contains("at most 64 fields"), refused::text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "022fe6e3fb42758d6147c539727c5358af3524b1", "../../etc/passwd", "' or '1'='1"})
    void refusesAFileWithoutAToken(String token) throws Exception {
        Reply reply = redeem(bytes(Clip.MKV), "a.mkv", "upload_token", token);
        assertEquals(404, reply.status());
        assertEquals("text/plain; charset=utf-8", reply.header("content-type"));
    }
}
