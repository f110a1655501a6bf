package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.clips.Clip;
import io.posterframe.origin.OriginStub;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Addresses that no template and no redirect may lead to. A server listens behind all of them that this machine has, so
 * that a connection would be noticed.
 */
class RefusedOriginTest {
    @TempDir
    static Path temp;

    private static Vertx vertx;
    private static OriginStub stub;

    /** On 127.0.0.2, which is not allowed anywhere here. */
    private static ServerSocket inner;

    private Edge edge;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        stub = new OriginStub(vertx, new HttpServerOptions());
        stub.media = Files.readAllBytes(Clip.MKV.file());
        inner = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
        inner.setSoTimeout(100);
    }

    @AfterAll
    static void stop() throws Exception {
        inner.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() {
        edge.settles();
        edge.close();
    }

    /** An edge whose partner n has the n-th of these hosts, each with its port. */
    private void start(String allowedAddresses, List<String> authorities) throws IOException {
        List<String> templates = new ArrayList<>();
        for (int i = 0; i < authorities.size(); i++) {
            templates.add("{url: 'http://" + authorities.get(i) + "/{entry_id}.mp4', partners: ['" + i + "']}");
        }
        edge = Edge.start(
                temp.resolve("data" + System.nanoTime()),
                "catalog.folder",
                "",
                "catalog.templates",
                templates.toString(),
                "origin.allowed-addresses",
                allowedAddresses,
                "render.workers",
                "1");
    }

    private static void assertRefused(Reply reply, String what) {
        assertEquals(404, reply.status(), what);
        assertEquals("error-5", reply.header("x-kaltura"), what);
        assertEquals("the origin of this entry is not allowed by the configuration\n", reply.text(), what);
    }

    private static String video(int partner) {
        return "/p/" + partner + "/thumbnail/entry_id/x/width/320/vid_sec/1";
    }

    private static void assertNobodyCame(int connections) {
        assertEquals(connections, stub.connections.get());
        assertThrows(SocketTimeoutException.class, () -> inner.accept().close());
    }

    @Test
    void connectsToNoInnerAddressByDefault() throws Exception {
        int port = stub.port();
        int before = stub.connections.get();
        List<String> authorities = List.of(
                "127.0.0.1:" + port,
                "localhost:" + port,
                "LOCALHOST:" + port,
                "2130706433:" + port,
                "127.0.0.2:" + inner.getLocalPort(),
                "0.0.0.0:" + port,
                "[::1]:" + port,
                "[::]:" + port,
                "[::ffff:127.0.0.1]:" + port,
                "[::ffff:7f00:1]:" + port,
                "[64:ff9b::7f00:1]:" + port,
                "[2002:7f00:1::]:" + port,
                "[fe80::1]:" + port,
                "[fd00::1]:" + port,
                "169.254.169.254",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1");
        start("[]", authorities);
        for (int i = 0; i < authorities.size(); i++) {
            assertRefused(edge.get(video(i)), authorities.get(i));
        }
        assertNobodyCame(before);
    }

    @Test
    void followsNoRedirectToAnInnerAddress() throws Exception {
        String innerHost = "127.0.0.2:" + inner.getLocalPort();
        // the second host is on the list, so that its address alone stands in the way
        start("[127.0.0.1/32]", List.of("127.0.0.1:" + stub.port(), innerHost, "169.254.169.254"));
        assertEquals(25, edge.picture(video(0)).frame());
        int before = stub.connections.get();
        String[] targets = {
            "http://" + innerHost + "/x",
            "http://169.254.169.254/latest/meta-data/",
            "http://localhost:" + stub.port() + "/x",
            "http://[::ffff:127.0.0.2]:" + inner.getLocalPort() + "/x",
            "//" + innerHost + "/x",
            "http://127.1:" + stub.port() + "/x",
            "http://2130706434:" + inner.getLocalPort() + "/x",
            "file:///etc/passwd",
            "ftp://127.0.0.1/x",
            "http://user:secret@127.0.0.1:" + stub.port() + "/x",
        };
        try {
            for (int i = 0; i < targets.length; i++) {
                stub.redirect = targets[i];
                stub.redirectFrom = "/r";
                assertRefused(edge.get("/p/0/thumbnail/entry_id/r" + i), targets[i]);
            }
        } finally {
            stub.redirect = null;
        }
        assertNobodyCame(before);
    }

    @Test
    void followsARedirectThatIsAllowed() throws Exception {
        start("[127.0.0.0/8]", List.of("127.0.0.1:" + stub.port()));
        stub.redirect = "/elsewhere.mp4";
        stub.redirectFrom = "/x";
        try {
            assertEquals(25, edge.picture(video(0)).frame());
        } finally {
            stub.redirect = null;
        }
    }
}
