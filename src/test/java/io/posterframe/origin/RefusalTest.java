package io.posterframe.origin;

import static io.posterframe.origin.Surroundings.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a caller must not be able to make this server send. */
class RefusalTest {
    @TempDir
    Path folder;

    private Surroundings around;
    private OriginStub stub;

    @BeforeEach
    void start() throws Exception {
        around = new Surroundings(folder);
        stub = around.stub;
    }

    @AfterEach
    void stop() {
        around.close();
    }

    private void refused(String url) {
        failure(OriginRefused.class, () -> around.current(URI.create(url)));
        assertEquals(0, stub.requests.size());
    }

    @Test
    void refusesLoopbackUnlessItIsConfiguredIn() throws Exception {
        around.allowedAddresses = List.of();
        refused(around.url("/clip.mp4").toString());
        refused("http://127.0.0.1:" + stub.port() + "/clip.mp4");
    }

    @Test
    void letsLoopbackThroughWhenConfiguredInByNameAndByAddress() throws Exception {
        around.open();
        around.current(URI.create("http://127.0.0.1:" + stub.port() + "/clip.mp4"));
        assertEquals(2, stub.requests.size());
    }

    @Test
    void refusesHostsAndPortsOutsideOfTheAllowList() {
        around.allowedHosts = List.of("media.test:" + stub.port());
        refused("http://elsewhere.test:" + stub.port() + "/clip.mp4");
        refused("http://media.test/clip.mp4");
        refused("https://media.test/clip.mp4");
        refused("http://media.test.elsewhere.test:" + stub.port() + "/clip.mp4");
    }

    @Test
    void asksTheHostThatAnEntryNamesWhileNoneIsConfigured() throws Exception {
        around.current(URI.create("http://elsewhere.test:" + stub.port() + "/clip.mp4"));
        assertEquals(1, stub.requests.size());
    }

    @Test
    void prefersTheConfiguredHostsToThoseOfTheTemplates() throws Exception {
        around.allowedHosts = List.of("*.test:" + stub.port());
        around.current(URI.create("http://elsewhere.test:" + stub.port() + "/clip.mp4"));
        failure(OriginRefused.class, () -> around.current(URI.create("http://127.0.0.1:" + stub.port() + "/clip.mp4")));
    }

    @Test
    void refusesUserNamesAndUrlsWithoutAHost() {
        refused("http://user:pass@media.test:" + stub.port() + "/clip.mp4");
        refused("http://media.test%40elsewhere.test:" + stub.port() + "/");
        refused("http:///clip.mp4");
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndNoOther() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        // first a harmless address for the check, then an inner one, as an attacker's name server would
        around.allowedAddresses = List.of("127.0.0.1");
        around.lookup = host ->
                new InetAddress[] {InetAddress.getByName(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")};
        around.open();
        assertEquals(1, lookups.get(), "resolved once, so there is no second answer to connect to");
        assertEquals(1, stub.requests.size());
    }

    @Test
    void skipsRefusedAddressesOfAHost() throws Exception {
        around.allowedAddresses = List.of("127.0.0.1");
        around.lookup = host ->
                new InetAddress[] {InetAddress.getByName("169.254.169.254"), InetAddress.getByName("127.0.0.1")};
        around.open();
    }

    @Test
    void triesTheNextAddressWhenOneIsDead() throws Exception {
        around.lookup =
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
        around.open();
    }

    @Test
    void followsRedirectsAndThenAsksThereDirectly() throws Exception {
        stub.redirectFrom = "/clip";
        stub.redirect = "/real.mp4?x=1";
        try (MediaReader reader = around.open().open()) {
            reader.read(100_000, 10, 0);
        }
        assertEquals(
                List.of("/clip.mp4", "/real.mp4", "/real.mp4"),
                stub.requests.stream().map(request -> request.split(" ")[0]).toList());
        assertEquals(0, stub.closed.get());
    }

    @Test
    void goesBackToTheLocationWhenTheRedirectedOneIsRefused() throws Exception {
        stub.redirectFrom = "/clip";
        stub.redirect = "/signed-1.mp4";
        try (MediaReader reader = around.open().open()) {
            stub.gone = "/signed-1.mp4";
            stub.redirect = "/signed-2.mp4";
            reader.read(100_000, 10, 0);
        }
        assertTrue(stub.requests.get(stub.requests.size() - 1).startsWith("/signed-2.mp4"));
    }

    @Test
    void checksEachRedirectLikeTheFirstUrl() throws Exception {
        stub.redirectFrom = "/";
        for (String to : List.of(
                "http://169.254.169.254/latest/meta-data/",
                "http://elsewhere.test:" + stub.port() + "/",
                "http://media.test:22/",
                "file:///etc/passwd",
                "http://user@media.test:" + stub.port() + "/")) {
            stub.redirect = to;
            failure(OriginRefused.class, around::open);
        }
        assertEquals(5, stub.requests.size());
    }

    @Test
    void checksTheAddressOfARedirectToo() throws Exception {
        around.lookup =
                host -> new InetAddress[] {InetAddress.getByName(host.equals("media.test") ? "127.0.0.1" : "10.0.0.1")};
        stub.redirectFrom = "/";
        stub.redirect = "http://secret.test:" + stub.port() + "/";
        failure(OriginRefused.class, around::open);
        assertEquals(1, stub.requests.size());
    }

    @Test
    void endsALoopOfRedirects() {
        stub.redirectFrom = "/";
        stub.redirect = "/again";
        failure(OriginFailed.class, around::open);
        assertEquals(4, stub.requests.size());
        stub.redirect = "http://[";
        failure(OriginFailed.class, around::open);
    }

    @Test
    void failsForAHostWithoutAddress() throws Exception {
        URI unknown = URI.create("http://nowhere.invalid:" + stub.port() + "/");
        around.allowedHosts = List.of(unknown.getHost() + ":" + stub.port());
        assertTrue(failure(OriginFailed.class, () -> around.current(unknown)).passing());
    }
}
