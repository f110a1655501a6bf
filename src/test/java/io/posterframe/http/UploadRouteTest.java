package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.upload.Upload;
import io.posterframe.upload.UploadChoice;
import io.posterframe.upload.UploadConfig;
import io.posterframe.upload.Uploads;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads over real sockets. */
class UploadRouteTest {
    private static final String KEY = "a-key-of-the-tests-1";
    private static final int MOST = 3 << 20;
    private static final int MOST_UNKNOWN = 2 << 20;

    @TempDir
    Path temp;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Database database;
    private Uploads uploads;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        database = TestDatabase.H2.open(vertx, temp);
        serve(Duration.ofMinutes(1));
    }

    private void serve(Duration unknownTimeout) throws IOException {
        UploadConfig config = new UploadConfig(
                List.of("another-key-of-theirs", KEY),
                MOST,
                64 << 20,
                0,
                1000,
                4,
                Duration.ofMinutes(1),
                MOST_UNKNOWN,
                unknownTimeout,
                Duration.ofDays(14),
                Duration.ofDays(1),
                Duration.ofHours(1));
        uploads = Uploads.open(vertx, database, config, temp.resolve("uploads"));
        Router router = Router.router(vertx);
        router.route("/uploads").handler(new UploadRoute(vertx, uploads));
        router.route("/uploads/tokens").handler(new UploadTokenRoute(uploads));
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxFormAttributeSize(80 << 10)
                        .setMaxFormBufferedBytes(80 << 10))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        server.close().await();
        uploads.close();
        database.close();
        vertx.close().await();
    }

    @Test
    void takesAWholeFileByAKeyAndMakesItsToken() throws Exception {
        byte[] file = bytes(2_500_000);
        HttpResponse<String> reply =
                post("/uploads", form(Map.of(), "file", "clip.mp4", file), "Authorization", "Bearer " + KEY);
        assertEquals(201, reply.statusCode(), reply.body());
        JsonObject answer = new JsonObject(reply.body());
        assertEquals("clip.mp4", answer.getString("file_name"));
        assertEquals(2_500_000, answer.getLong("size"));
        assertTrue(answer.getBoolean("complete"));
        assertEquals(
                "*", reply.headers().firstValue("access-control-allow-origin").orElse(""));
        assertArrayEquals(file, stored(answer.getString("upload_token_id")));
    }

    @Test
    void takesAFileByATokenWhichIsThenUsedUp() throws Exception {
        String token = token(1);
        byte[] body = form(Map.of("upload_token_id", token), "anything", "a.jpg", bytes(10));
        assertEquals(201, post("/uploads", body).statusCode());
        assertProblem(409, "it was for one", post("/uploads", body));
        assertProblem(409, "it was for one", post("/uploads?upload_token_id=" + token, body));
        assertProblem(404, "expired", post("/uploads", form(Map.of("upload_token_id", "0_12"), "f", "a", bytes(9))));
        assertProblem(
                404,
                "expired",
                post("/uploads?upload_token_id=" + encoded("' or '1'='1"), form(Map.of(), "f", "a", bytes(9))));
        settles(1);
    }

    @Test
    void aKeyIsNeededForATokenAndForAFileWithoutOne() throws Exception {
        for (String sent : List.of("Bearer wrong", "Bearer ", "Basic " + KEY, KEY)) {
            assertProblem(401, "uploads.keys", post("/uploads/tokens", new byte[0], "Authorization", sent));
            assertProblem(
                    401, "uploads.keys", post("/uploads", form(Map.of(), "f", "a", bytes(9)), "Authorization", sent));
        }
        assertProblem(401, "uploads.keys", post("/uploads/tokens", new byte[0]));
        assertProblem(400, "upload_token_id is missing", post("/uploads", form(Map.of(), "f", "a", bytes(9))));
        assertProblem(
                400,
                "max_uploads must be",
                post("/uploads/tokens?max_uploads=0", new byte[0], "Authorization", "Bearer " + KEY));
        settles(0);
    }

    @Test
    void takesTwentyChunksAtOnceAsResumableSendsThem() throws Exception {
        byte[] file = bytes(1_049_999);
        String token = token(1);
        assertEquals(204, test(token, file, 7, 50_000));
        List<CompletableFuture<HttpResponse<String>>> replies = IntStream.rangeClosed(1, 20)
                .map(i -> 21 - i)
                .mapToObj(number -> chunk(token, file, number, 50_000, number == 20))
                .toList();
        List<Integer> statuses =
                replies.stream().map(reply -> reply.join().statusCode()).toList();
        // four at a time are received; the others are told to come again, as Resumable.js does
        assertTrue(List.of(200, 201, 503).containsAll(statuses), statuses.toString());
        for (int number = 1; number <= 20; number++) {
            if (test(token, file, number, 50_000) == 204) {
                assertTrue(
                        chunk(token, file, number, 50_000, number == 20).join().statusCode() < 300);
            }
        }
        assertEquals(200, test(token, file, 7, 50_000));
        // who missed an answer sends the chunk again, when the token is used up
        assertEquals(201, chunk(token, file, 20, 50_000, true).join().statusCode());
        assertArrayEquals(file, stored(token));
        settles(1);
    }

    @Test
    void takesFilesOverHttp2AndRefusesOneWithoutEndingTheOthers() throws Exception {
        HttpClient second =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        byte[] file = bytes(2_000_000);
        String known = "/uploads?upload_token_id=" + token(8);
        byte[] good = form(Map.of(), "file", "a", file);
        byte[] large = form(Map.of(), "file", "a", bytes(MOST + (1 << 20)));
        HttpRequest request = HttpRequest.newBuilder(uri(known))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(good))
                .build();
        HttpRequest tooLarge = HttpRequest.newBuilder(uri(known))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(large))
                .build();
        assertEquals(201, second.send(request, BodyHandlers.ofString()).statusCode());
        CompletableFuture<HttpResponse<String>> refused = second.sendAsync(tooLarge, BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> taken = second.sendAsync(request, BodyHandlers.ofString());
        assertEquals(413, refused.join().statusCode());
        HttpResponse<String> answer = taken.join();
        assertEquals(201, answer.statusCode());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertArrayEquals(file, stored(new JsonObject(answer.body()).getString("upload_token_id")));
        settles(2);
    }

    @Test
    void asksAClientThatWaitsToGoOn() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/uploads"))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(
                        form(Map.of("upload_token_id", token(1)), "file", "a", bytes(100_000))))
                .build();
        assertEquals(201, client.send(request, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void refusesChunksThatAreWrong() throws Exception {
        byte[] file = bytes(100_000);
        String token = token(1);
        assertEquals(200, chunk(token, file, 1, 50_000, false).join().statusCode());
        Map<String, String> fields = resumable(token, file, 2, 40_000);
        assertProblem(409, "this file began with", post("/uploads", form(fields, "file", "a", bytes(40_000))));
        fields = resumable(token, file, 2, 50_000);
        assertProblem(409, "chunk 2 has 10 bytes", post("/uploads", form(fields, "file", "a", bytes(10))));
        for (String bad : List.of("", "0", "-1", "x", "1e3", "99999999999999999999", "3")) {
            fields.put("resumableChunkNumber", bad);
            assertProblem(400, "resumableChunkNumber", post("/uploads", form(fields, "file", "a", bytes(10))));
        }
        assertProblem(400, "ask with", ask("GET", "/uploads?upload_token_id=" + token));
        assertProblem(405, "POST, GET", ask("DELETE", "/uploads"));
        assertEquals(200, ask("OPTIONS", "/uploads").statusCode());
        settles(1);
    }

    @Test
    void keepsNothingOfWhatIsNoFormWithOneFile() throws Exception {
        String token = token(5);
        assertProblem(400, "multipart/form-data", post("/uploads", bytes(10), "Content-Type", "application/json"));
        assertProblem(400, "no file", post("/uploads", form(Map.of("upload_token_id", token), null, "", bytes(0))));
        byte[] twice = form(Map.of("upload_token_id", token), "a", "a", bytes(100_000));
        String two = new String(twice, StandardCharsets.ISO_8859_1);
        two = two.substring(0, two.length() - "--edge--\r\n".length())
                + "--edge\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\r\n\r\nbbb\r\n--edge--\r\n";
        assertProblem(400, "more than one file", post("/uploads", two.getBytes(StandardCharsets.ISO_8859_1)));
        assertProblem(400, "empty", post("/uploads", form(Map.of("upload_token_id", token), "a", "a", bytes(0))));
        settles(0);
    }

    @Test
    void namesOfFilesAreNoPaths() throws Exception {
        for (Map.Entry<String, String> name : Map.of(
                        "../../../etc/passwd",
                        "passwd",
                        "..\\..\\boot.ini",
                        "....boot.ini",
                        "a\0b.mp4",
                        "a b.mp4",
                        "x".repeat(10_000),
                        "x".repeat(255))
                .entrySet()) {
            HttpResponse<String> reply = post(
                    "/uploads", form(Map.of(), "file", name.getKey(), bytes(20)), "Authorization", "Bearer " + KEY);
            if (reply.statusCode() == 201) {
                assertEquals(name.getValue(), new JsonObject(reply.body()).getString("file_name"));
            } else {
                assertEquals(400, reply.statusCode(), () -> name.getKey() + ": " + reply.body());
            }
        }
        assertFalse(Files.exists(temp.resolve("passwd")));
    }

    @Test
    void cutsOffWhatIsTooLarge() throws Exception {
        String known = "/uploads?upload_token_id=" + token(1);
        byte[] large = form(Map.of(), "file", "a", bytes(MOST + (1 << 20)));
        assertProblem(413, "a file may have " + MOST, post(known, large));
        HttpRequest unknownLength = HttpRequest.newBuilder(uri(known))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(IntStream.range(0, large.length / 10_000)
                        .mapToObj(i -> Arrays.copyOfRange(large, i * 10_000, (i + 1) * 10_000))
                        .toList())))
                .build();
        assertProblem(413, "a file may have " + MOST, client.send(unknownLength, BodyHandlers.ofString()));
        settles(0);
    }

    @Test
    void sendersWhoseTokenIsOnlyInTheFormHoldAQuarterOfThePlaces() throws Exception {
        byte[] whole = form(Map.of("upload_token_id", token(1)), "file", "a", bytes(1_000_000));
        String known = "/uploads?upload_token_id=" + token(2);
        byte[] small = form(Map.of(), "file", "a", bytes(10));
        try (Socket hanging = begin("/uploads", whole, 500_000)) {
            until(() -> files().size() == 1);
            assertProblem(503, "the upload token in the query", post("/uploads", whole));
            assertEquals(201, post(known, small).statusCode());
            assertEquals(
                    201,
                    post("/uploads", small, "Authorization", "Bearer " + KEY).statusCode());
            hanging.getOutputStream().write(whole, 500_000, 100_000);
        }
        settles(2);
        assertEquals(201, post("/uploads", whole).statusCode());
    }

    @Test
    void aSenderWhoseTokenIsOnlyInTheFormHoldsItsPlaceUntilTheFormEnds() throws Exception {
        byte[] whole = form(Map.of("upload_token_id", token(1)), "file", "a", bytes(1000));
        int end = "--edge--\r\n".length();
        try (Socket hanging = begin("/uploads", Arrays.copyOf(whole, whole.length + 1000), whole.length - end)) {
            hanging.getOutputStream()
                    .write("--edge\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nh"
                            .getBytes(StandardCharsets.US_ASCII));
            until(() -> sizes().equals(List.of(1000L)));
            assertProblem(503, "the upload token in the query", post("/uploads", whole));
        }
        settles(0);
        assertEquals(201, post("/uploads", whole).statusCode());
    }

    @Test
    void aFileWhoseTokenIsOnlyInTheFormMayBeOnlySoLarge() throws Exception {
        String token = token(2);
        byte[] large = form(Map.of("upload_token_id", token), "file", "a", bytes(MOST_UNKNOWN + 1));
        assertProblem(
                413,
                "may have " + MOST_UNKNOWN + " bytes; with the upload token in the query",
                post("/uploads", large));
        byte[] fits = form(Map.of("upload_token_id", token), "file", "a", bytes(MOST_UNKNOWN));
        assertEquals(201, post("/uploads", fits).statusCode());
        assertEquals(201, post("/uploads?upload_token_id=" + token, large).statusCode());
        settles(2);
    }

    @Test
    void aFileWhoseTokenIsOnlyInTheFormMustComeSoon() throws Exception {
        server.close().await();
        uploads.close();
        serve(Duration.ofSeconds(1));
        byte[] whole = form(Map.of(), "file", "a", bytes(100_000));
        try (Socket known = begin("/uploads?upload_token_id=" + token(1), whole, 50_000);
                Socket unknown = begin("/uploads", whole, 50_000)) {
            String answer = new String(unknown.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("the upload token in the query"), answer);
            known.getOutputStream().write(whole, 50_000, whole.length - 50_000);
            byte[] status = known.getInputStream().readNBytes("HTTP/1.1 201".length());
            assertEquals("HTTP/1.1 201", new String(status, StandardCharsets.US_ASCII));
        }
        settles(1);
    }

    @Test
    void aClientWithAWrongKeyIsToldThatTheConnectionEnds() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /uploads HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer wrong\r\n"
                                    + "Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: 1000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(reply.startsWith("HTTP/1.1 401 "), reply);
            assertTrue(reply.contains("\r\nconnection: close\r\n"), reply);
        }
    }

    /** Sends the first bytes of a form, and no more. */
    private Socket begin(String target, byte[] form, int bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("POST " + target
                                + " HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=edge\r\n"
                                + "Content-Length: " + form.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(form, 0, bytes);
        return socket;
    }

    @Test
    void aClientThatLeavesOrHangsInTheMiddleLeavesNothingBehind() throws Exception {
        byte[] whole = form(Map.of(), "file", "a", bytes(1_000_000));
        String known = "/uploads?upload_token_id=" + token(1);
        Socket[] sockets = new Socket[4];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = begin(known, whole, 500_000);
        }
        until(() -> files().size() == 4);
        assertProblem(
                503,
                "too many files",
                post("/uploads?upload_token_id=" + token(1), form(Map.of(), "file", "a", bytes(10))));
        for (Socket socket : sockets) {
            socket.close();
        }
        settles(0);
        assertEquals(
                201,
                post("/uploads", form(Map.of("upload_token_id", token(1)), "file", "a", bytes(10)))
                        .statusCode());
    }

    @Test
    void clientsThatLeaveWhileTheirTokenIsLookedUpHoldNoPlaces() throws Exception {
        byte[] whole = form(Map.of(), "file", "a", bytes(1_000));
        String known = "/uploads?upload_token_id=" + token(1);
        CountDownLatch slow = new CountDownLatch(1);
        WorkerExecutor lookups = vertx.createSharedWorkerExecutor("posterframe-uploads");
        for (int i = 0; i < 8; i++) {
            lookups.executeBlocking(() -> slow.await(20, TimeUnit.SECONDS), false);
        }
        for (int i = 0; i < 3; i++) {
            begin(known, whole, 500).close();
        }
        // one event loop serves all, so that it has seen them leave when it answers this
        for (int i = 0; i < 3; i++) {
            assertEquals(401, post("/uploads/tokens", new byte[0]).statusCode());
        }
        slow.countDown();
        assertEquals(201, post(known, whole).statusCode());
        until(() -> uploads.receiving() == 0);
        settles(1);
        lookups.close().await();
    }

    /** The file is whole when they leave, and only the end of the form is missing. */
    @Test
    void aClientThatLeavesBehindItsFileLeavesNothingBehind() throws Exception {
        byte[] whole = form(Map.of("upload_token_id", token(1)), "file", "a", bytes(1_000_000));
        byte[] more = "\r\n--edge\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nhalf"
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream()
                    .write(("POST /uploads HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=edge\r\n"
                                    + "Content-Length: " + (whole.length + 1000) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(whole, 0, whole.length - "\r\n--edge--\r\n".length());
            socket.getOutputStream().write(more);
            until(() -> sizes().equals(List.of(1_000_000L)));
        }
        settles(0);
    }

    /** How long the files are that are there. */
    private List<Long> sizes() {
        return files().stream().map(file -> Path.of(file).toFile().length()).toList();
    }

    @Test
    void aFormWithoutItsEndIsRefusedAtOnce() throws Exception {
        byte[] whole = form(Map.of("upload_token_id", token(1)), "file", "a", bytes(1000));
        for (int missing : new int[] {2, 6, 8, 100}) {
            assertProblem(400, "not a valid form", post("/uploads", Arrays.copyOf(whole, whole.length - missing - 4)));
        }
        settles(0);
    }

    @Test
    void aLengthThatNoFileHasTakesNoRoom() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream()
                    .write(("POST /uploads HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=edge\r\n"
                                    + "Content-Length: " + (60 << 20) + "\r\n\r\n--edge")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertEquals("HTTP/1.1 413", new String(status, StandardCharsets.US_ASCII));
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private String token(int files) throws Exception {
        HttpResponse<String> reply =
                post("/uploads/tokens?max_uploads=" + files, new byte[0], "Authorization", "Bearer " + KEY);
        assertEquals(201, reply.statusCode(), reply.body());
        return new JsonObject(reply.body()).getString("upload_token_id");
    }

    private byte[] stored(String token) throws IOException {
        Upload upload = uploads.find(token, UploadChoice.NEWEST).await().orElseThrow();
        assertTrue(upload.complete());
        return Files.readAllBytes(temp.resolve("uploads").resolve(upload.id()));
    }

    private static byte[] form(Map<String, String> fields, String part, String name, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((key, value) -> form.writeBytes(
                ("--edge\r\nContent-Disposition: form-data; name=\"" + key + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        if (part != null) {
            form.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"" + name
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(file);
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static Map<String, String> resumable(String token, byte[] file, int number, int size) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("resumableChunkNumber", Integer.toString(number));
        fields.put("resumableChunkSize", Integer.toString(size));
        fields.put("resumableTotalSize", Integer.toString(file.length));
        fields.put("resumableIdentifier", file.length + "-clipmp4");
        fields.put("resumableFilename", "clip.mp4");
        fields.put("upload_token_id", token);
        return fields;
    }

    private CompletableFuture<HttpResponse<String>> chunk(
            String token, byte[] file, int number, int size, boolean last) {
        byte[] part = Arrays.copyOfRange(file, (number - 1) * size, last ? file.length : number * size);
        HttpRequest request = HttpRequest.newBuilder(uri("/uploads?upload_token_id=" + token))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(form(resumable(token, file, number, size), "file", "blob", part)))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private int test(String token, byte[] file, int number, int size) throws Exception {
        StringBuilder query = new StringBuilder();
        resumable(token, file, number, size)
                .forEach((key, value) ->
                        query.append('&').append(key).append('=').append(encoded(value)));
        return ask("GET", "/uploads?" + query.substring(1)).statusCode();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + target);
    }

    private HttpResponse<String> post(String target, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(target)).POST(BodyPublishers.ofByteArray(body));
        if (!List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "multipart/form-data; boundary=edge");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String method, String target) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(target))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertProblem(int status, String detail, HttpResponse<String> reply) {
        assertEquals(status, reply.statusCode(), reply.body());
        assertEquals(
                "application/problem+json",
                reply.headers().firstValue("content-type").orElse(""));
        JsonObject problem = new JsonObject(reply.body());
        assertEquals(status, problem.getInteger("status"));
        assertTrue(problem.getString("detail").contains(detail), reply.body());
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(temp.resolve("uploads"))) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            return List.of("changing: " + e);
        }
    }

    /** Nothing unfinished is left, and so many files. */
    private void settles(int count) {
        until(() -> files().size() == count && files().stream().noneMatch(file -> file.contains("unfinished")));
    }

    private void until(BooleanSupplier condition) {
        Until.holds("the folder is as it should be", condition);
    }
}
