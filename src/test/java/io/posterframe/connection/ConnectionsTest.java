package io.posterframe.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.connection.Connections.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that answers {@code /} at once and nothing else ever, and clients that cost too much. */
class ConnectionsTest {
    private static final int MOST = 64;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String GET_NOTHING = "GET /never HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    /** :method GET, :scheme http, :path /, :authority a. */
    private static final String GET_FRAME = "\0\0\6\1\5\0\0\0\1\u0082\u0086\u0084\1\1a";

    /** SETTINGS_INITIAL_WINDOW_SIZE 0. */
    private static final String SHUT_WINDOW = "\0\0\6\4\0\0\0\0\0\0\4\0\0\0\0";

    private static final String PING = "\0\0\10\6\0\0\0\0\0stillon?";

    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;

    private final Connections connections = new Connections(
            new Connections.Bounds(MOST, Duration.ofMillis(500), Duration.ofMillis(600)), Duration.ofMillis(50));
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void start() {
        vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(1))
                .withTransport(connections.transport())
                .build();
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setIdleTimeout(60).setIdleTimeoutUnit(TimeUnit.SECONDS))
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    if (request.path().equals("/")) {
                        request.endHandler(end -> request.response().end("ok"));
                    }
                });
        port = server.listen(0, "127.0.0.1").await().actualPort();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        until("all are counted out", () -> connections.open() == 0);
        vertx.close().await();
    }

    private static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void answers(Socket socket, int times) throws IOException {
        InputStream in = socket.getInputStream();
        for (int i = 0; i < times; i++) {
            assertEquals(ANSWER, new String(in.readNBytes(ANSWER.length()), ISO_8859_1));
        }
    }

    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length >= 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void endsAHeadThatComesTooSlowly() throws Exception {
        Socket slow = connect();
        send(slow, "GET / HT");
        Socket second = connect();
        send(second, GET);
        answers(second, 1);
        send(second, "G");
        assertTrue(ends(slow));
        assertTrue(ends(second));
        assertEquals(2, connections.ended(Reason.SLOW));
    }

    @Test
    void endsABodyThatComesTooSlowly() throws Exception {
        Socket slow = connect();
        send(slow, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\na");
        assertTrue(ends(slow));
        assertEquals(1, connections.ended(Reason.SLOW));
    }

    @Test
    void endsAConnectionOfHttp2WithoutAStream() throws Exception {
        Socket slow = connect();
        send(slow, PREFACE + "\0\0");
        assertTrue(ends(slow));
        assertEquals(1, connections.ended(Reason.SLOW));
    }

    @Test
    void endsAConnectionOfHttp2OnWhichNothingIsAskedAnyMore() throws Exception {
        Socket socket = connect();
        send(socket, PREFACE + GET_FRAME);
        assertTrue(ends(socket));
        assertEquals(1, connections.ended(Reason.IDLE));
    }

    @Test
    void endsAConnectionOfHttp2WhoseAnswersAreHeldBack() throws Exception {
        Socket socket = connect();
        send(socket, PREFACE + SHUT_WINDOW + GET_FRAME);
        until("it is ended", () -> {
            try {
                send(socket, PING);
            } catch (IOException ended) {
                // while it was sent
            }
            return connections.ended(Reason.SLOW) == 1;
        });
        assertTrue(ends(socket));
    }

    @Test
    void leavesAConnectionAloneThatWaitsForItsAnswerOrHasHadIt() throws Exception {
        Socket waits = connect();
        send(waits, GET_NOTHING);
        Socket had = connect();
        send(had, GET);
        answers(had, 1);
        Socket slow = connect();
        send(slow, "G");
        assertTrue(ends(slow), "longer than a head may take");
        send(had, GET);
        answers(had, 1);
        assertEquals(2, connections.open());
    }

    @Test
    void refusesWhatIsTooMuchAndTakesItAgainLater() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            waiting.add(connect());
            send(waiting.get(i), GET_NOTHING);
        }
        until("all wait for an answer", () -> asked.get() == MOST);
        assertTrue(ends(connect()));
        assertEquals(1, connections.ended(Reason.REFUSED));
        waiting.get(0).close();
        until("there is room", () -> connections.open() < MOST);
        Socket later = connect();
        send(later, GET);
        answers(later, 1);
    }

    @Test
    void endsTheLongestSilentConnectionForANewOne() throws Exception {
        Socket busy = connect();
        send(busy, GET_NOTHING);
        until("it waits for its answer", () -> asked.get() == 1);
        Socket used = connect();
        List<Socket> silent = new ArrayList<>();
        for (int i = 2; i < MOST; i++) {
            silent.add(connect());
        }
        until("all are in", () -> connections.open() == MOST);
        TimeUnit.MILLISECONDS.sleep(200); // rounds of 50 ms, so that it is certain who is silent for longer
        send(used, GET);
        answers(used, 1);
        for (int i = 0; i < silent.size(); i++) {
            Socket later = connect();
            send(later, GET);
            answers(later, 1);
        }
        assertTrue(silent.stream().allMatch(ConnectionsTest::ends));
        send(used, GET);
        answers(used, 1);
        assertEquals(silent.size(), connections.ended(Reason.CROWDED));
        assertEquals(0, connections.ended(Reason.REFUSED));
    }

    @Test
    void answersAThousandRequestsThatComeAtOnce() throws Exception {
        Socket socket = connect();
        send(socket, GET.repeat(1000));
        answers(socket, 1000);
        assertEquals(0, connections.ended(Reason.PIPELINED));
    }

    @Test
    void endsAConnectionOnWhichTooManyWait() throws Exception {
        // so many that those which were read and never answered would be too many for all if they were still counted
        int times = 2 * Patrol.MAX_WAITING / ConnectionWatch.MAX_WAITING;
        for (int i = 1; i <= times; i++) {
            Socket socket = connect();
            // so much was read of it before that the next read may be long
            send(socket, GET.repeat(5000));
            answers(socket, 5000);
            try {
                send(socket, GET_NOTHING + "GET / HTTP/1.1\r\n\r\n".repeat(10_000));
            } catch (IOException alreadyEnded) {
                // while it was sent
            }
            assertTrue(ends(socket));
            assertEquals(i, connections.ended(Reason.PIPELINED));
        }
        Socket later = connect();
        send(later, GET.repeat(100));
        answers(later, 100);
    }

    @Test
    void countsNothingBehindARequestThatIsTheLast() throws Exception {
        for (int i = 0; i < 2 * Patrol.MAX_WAITING / ConnectionWatch.MAX_WAITING; i++) {
            Socket socket = connect();
            send(socket, GET.repeat(5000));
            answers(socket, 5000);
            try {
                send(socket, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n" + "GET / HTTP/1.1\r\n\r\n".repeat(800));
            } catch (IOException alreadyEnded) {
                // while it was sent
            }
            assertTrue(ends(socket));
        }
        assertEquals(0, connections.ended(Reason.PIPELINED));
        Socket later = connect();
        send(later, GET.repeat(100));
        answers(later, 100);
    }

    @Test
    void endsConnectionsOnWhichTooManyWaitTogether() throws Exception {
        for (int i = 0; i < MOST - 4; i++) {
            Socket socket = connect();
            try {
                send(socket, GET_NOTHING + "GET / HTTP/1.1\r\n\r\n".repeat(200));
            } catch (IOException alreadyEnded) {
                // while it was sent
            }
        }
        until("some were ended", () -> connections.ended(Reason.PIPELINED) > 0);
        Socket later = connect();
        send(later, GET);
        answers(later, 1);
    }

    @Test
    void readsOnWhenThoseThatWaitHaveTheirAnswers() throws Exception {
        Socket socket = connect();
        send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab");
        TimeUnit.MILLISECONDS.sleep(50);
        send(socket, "c" + GET.repeat(300));
        answers(socket, 301);
    }

    @Test
    void answersARequestThatIsTooLongThoughMoreOfItComes() throws Exception {
        for (int i = 0; i < 20; i++) {
            Socket socket = connect();
            send(socket, "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.matches("(?s)HTTP/1.[01] 414 .*"), answer);
        }
    }

    @Test
    void endsAConnectionWhoseRequestIsNoneThoughItStays() throws Exception {
        Socket socket = connect();
        send(socket, "\0\0\0\r\n\r\n");
        String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        assertTrue(answer.matches("(?s)HTTP/1.[01] 400 .*"), answer);
        until("it is gone", () -> connections.open() == 0);
    }

    @Test
    void asksClientsOfHttp2ToGoElsewhereAndAnswersThemStill() throws Exception {
        Socket socket = connect();
        send(socket, PREFACE);
        nextFrame(socket, SETTINGS);
        connections.sayGoodbye();
        byte[] goAway = nextFrame(socket, GO_AWAY);
        assertArrayEquals(new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0}, goAway, "any stream, no error");
        send(socket, GET_FRAME);
        nextFrame(socket, HEADERS);
    }

    /** The payload of the next frame of this type. */
    private static byte[] nextFrame(Socket socket, int type) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int head = in.readInt();
            in.readNBytes(5);
            byte[] payload = in.readNBytes(head >>> 8);
            if ((head & 0xff) == type) {
                return payload;
            }
        }
    }
}
