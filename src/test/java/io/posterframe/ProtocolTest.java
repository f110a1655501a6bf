package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.posterframe.clips.Clip;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What goes over the wire: connections, HTTP/2, and the bounds of a request. */
class ProtocolTest {
    private static final String KNOWN = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");

    @TempDir
    static Path data;

    private static Edge edge;
    private static Reply known;

    @BeforeAll
    static void start() throws Exception {
        // while workers start, the first picture could take longer than that
        edge = Edge.start(data, "server.idle-timeout", "2s").ready();
        known = edge.picture(KNOWN);
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
    @ValueSource(strings = {"OPTIONS *", "CONNECT edge:80"})
    void aTargetWithoutAPathIsNowhere(String request) throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            String[] parts = request.split(" ");
            Reply reply =
                    connection.send(RawConnection.request(parts[0], parts[1])).receive();
            assertEquals(404, reply.status());
            assertTrue(reply.text().startsWith("there is nothing here"), reply.text());
        }
    }

    @Test
    void keepsAConnectionForTheNextRequest() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        known.body(),
                        connection.send(RawConnection.get(KNOWN)).receive().body());
                assertEquals(
                        404,
                        connection.send(RawConnection.get("/nothing")).receive().status());
            }
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            connection.send(RawConnection.get(Edge.thumb(Clip.TS, "width/160/vid_sec/2"))
                    + RawConnection.get(KNOWN)
                    + RawConnection.request("HEAD", KNOWN)
                    + RawConnection.get(Edge.thumb("nothing", "width/160"))
                    + RawConnection.get(KNOWN, "Range: bytes=1-3")
                    + RawConnection.get(KNOWN));
            assertEquals(50, connection.receive().frame());
            assertArrayEquals(known.body(), connection.receive().body());
            assertEquals("image/jpeg", connection.receive(false).header("content-type"));
            assertEquals("error-1", connection.receive().header("x-kaltura"));
            assertEquals(206, connection.receive().status());
            assertArrayEquals(known.body(), connection.receive().body());
        }
    }

    @Test
    void takesARequestThatComesByteForByte() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            for (char c : RawConnection.get(KNOWN).toCharArray()) {
                connection.send(String.valueOf(c));
            }
            assertArrayEquals(known.body(), connection.receive().body());
        }
    }

    @Test
    void closesTheConnectionWhereTheClientWantsIt() throws Exception {
        String[] requests = {RawConnection.get(KNOWN, "Connection: close"), "GET " + KNOWN + " HTTP/1.0\r\n\r\n"};
        for (String request : requests) {
            try (RawConnection connection = new RawConnection(edge)) {
                assertArrayEquals(
                        known.body(), connection.send(request).receive().body());
                assertTrue(connection.ends());
            }
        }
    }

    @Test
    void takesTheAbsoluteFormOfATarget() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            Reply reply =
                    connection.send(RawConnection.get("http://edge" + KNOWN)).receive();
            assertEquals(known.header("etag"), reply.header("etag"));
        }
    }

    /** What stands in front of the path is no parameter, as neither a signature nor a urirestrict covers it. */
    @Test
    void aQuestionMarkInFrontOfThePathBeginsNoQuery() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            String target = "http://edge?bgcolor=none" + Edge.thumb(Clip.MKV, "width/64");
            assertEquals(
                    200, connection.send(RawConnection.get(target)).receive().status());
            assertEquals(
                    404,
                    connection
                            .send(RawConnection.get(target + "?bgcolor=none"))
                            .receive()
                            .status());
        }
    }

    @Test
    void tellsAClientToGoOnWithItsForm() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            connection.send(RawConnection.request(
                    "POST",
                    "/p/100/thumbnail/entry_id/mkv",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 19",
                    "Expect: 100-continue"));
            assertEquals(100, connection.receive().status());
            assertEquals(
                    known.header("etag"),
                    connection.send("width=160&vid_sec=1").receive().header("etag"));
        }
    }

    @Test
    void speaksHttp2AfterAnUpgrade() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int i = 0; i < 3; i++) {
            Reply reply = overHttp2(client, "GET", KNOWN);
            assertArrayEquals(known.body(), reply.body());
            assertEquals(known.header("etag"), reply.header("etag"));
        }
    }

    @Test
    void speaksHttp2WithPriorKnowledge() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClientOptions options = new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(edge.port());
            HttpClientAgent client = vertx.createHttpClient(options, new PoolOptions().setHttp2MaxSize(1));
            List<Future<Buffer>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String target = i % 2 == 0 ? KNOWN : Edge.thumb(Clip.MP4_INDEX_LAST, "width/100/vid_sec/" + i % 20);
                answers.add(client.request(HttpMethod.GET, target)
                        .compose(request -> request.send())
                        .compose(ProtocolTest::whole));
            }
            Future.all(answers).await(60, TimeUnit.SECONDS);
            assertArrayEquals(known.body(), answers.get(42).result().getBytes());
            assertArrayEquals(
                    edge.picture(Edge.thumb(Clip.MP4_INDEX_LAST, "width/100/vid_sec/3"))
                            .body(),
                    answers.get(43).result().getBytes());
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    private static Future<Buffer> whole(HttpClientResponse response) {
        assertEquals(200, response.statusCode());
        assertEquals(HttpVersion.HTTP_2, response.version());
        return response.body();
    }

    @Test
    void answersConditionsAndRangesOverHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        overHttp2(client, "GET", KNOWN); // the upgrade
        Reply notModified = overHttp2(client, "GET", KNOWN, "if-none-match", known.header("etag"));
        assertEquals(304, notModified.status());
        assertEquals(known.header("etag"), notModified.header("etag"));
        Reply part = overHttp2(client, "GET", KNOWN, "range", "bytes=2-5");
        assertEquals(206, part.status());
        assertArrayEquals(Arrays.copyOfRange(known.body(), 2, 6), part.body());
        Reply head = overHttp2(client, "HEAD", KNOWN);
        assertEquals(known.header("content-length"), head.header("content-length"));
        assertEquals(0, head.body().length);
        Reply error = overHttp2(client, "GET", Edge.thumb("nothing", "width/160"));
        assertEquals("error-1", error.header("x-kaltura"));
    }

    private static Reply overHttp2(HttpClient client, String method, String target, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        assertEquals(HttpClient.Version.HTTP_2, response.version());
        return Reply.of(response);
    }

    @Test
    void forgetsAClientThatLeavesInTheMiddleOfItsForm() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = new RawConnection(edge)) {
                connection.send(RawConnection.request(
                                "POST", KNOWN, "Content-Type: application/x-www-form-urlencoded", "Content-Length: 100")
                        + "width=1");
            }
        }
        assertEquals(200, edge.get(KNOWN).status());
        root.detachAppender(log);
        assertEquals(
                List.of(),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void boundsTheUrl() throws Exception {
        assertEquals(
                414, only(RawConnection.get(KNOWN + "?x=" + "a".repeat(9000))).status());
        assertEquals(
                200, only(RawConnection.get(KNOWN + "?x=" + "a".repeat(7000))).status());
    }

    @Test
    void boundsTheHeaderFields() throws Exception {
        assertEquals(
                431,
                only(RawConnection.get(KNOWN, "X-Long: " + "a".repeat(20_000))).status());
        String[] many = new String[2000];
        Arrays.fill(many, "X-Many: aaaaa");
        assertEquals(431, only(RawConnection.get(KNOWN, many)).status());
    }

    @Test
    void boundsAFormOfUntoldLength() throws Exception {
        String form = RawConnection.request(
                "POST", KNOWN, "Content-Type: application/x-www-form-urlencoded", "Transfer-Encoding: chunked");
        assertEquals(
                413,
                only(form + "5000\r\n" + "a".repeat(0x5000) + "\r\n0\r\n\r\n").status());
    }

    @Test
    void takesALongValueInAForm() {
        String form = "entry_id=mkv&width=160&vid_sec=1&ks=" + "%41".repeat(4000);
        Reply reply = edge.ask("POST", "/p/100/thumbnail/", form, "content-type", "application/x-www-form-urlencoded");
        assertEquals(known.header("etag"), reply.header("etag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: edge\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: edge\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: edge\r\nNo colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: edge\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: edge\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
            })
    void refusesWhatIsNoRequest(String bytes) throws Exception {
        Reply reply = only(bytes);
        assertTrue(reply.status() >= 400, bytes + reply.status());
    }

    private static Reply only(String request) throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            return connection.send(request).receive();
        }
    }

    @Test
    void closesAConnectionOnWhichNothingMoves() throws Exception {
        try (RawConnection half = new RawConnection(edge);
                RawConnection silent = new RawConnection(edge)) {
            half.send("GET " + KNOWN + " HTTP/1.1\r\nHost: ed");
            assertTrue(half.ends());
            assertTrue(silent.ends());
        }
    }

    @Test
    void bringsALargePictureWholeOverAConnectionThatIsUpgradedToHttp2() throws Exception {
        String large = Edge.thumb(Clip.MKV, "width/1280/height/720/type/5/vid_sec/1/format/png");
        byte[] expected = edge.get(large).body();
        assertTrue(expected.length > 100_000, expected.length + " bytes");
        for (int i = 0; i < 30; i++) {
            // each client of the JDK asks for the upgrade with its first request
            java.net.http.HttpResponse<byte[]> answer = java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(
                                            java.net.URI.create("http://127.0.0.1:" + edge.port() + large))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(java.net.http.HttpClient.Version.HTTP_2, answer.version());
            assertArrayEquals(expected, answer.body());
        }
    }
}
