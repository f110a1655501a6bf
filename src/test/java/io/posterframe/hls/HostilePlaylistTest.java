package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.hls.StreamServer.Fault;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.Failure.Undecodable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Playlists that want something that they may not have. */
class HostilePlaylistTest {
    @TempDir
    Path temp;

    private Streams streams;
    private StreamServer server;

    @BeforeEach
    void start() throws Exception {
        streams = new Streams(temp);
        server = streams.server;
        server.files.put("/a.ts", Streams.random(5000));
    }

    @AfterEach
    void stop() {
        streams.close();
    }

    private static String list(String uri) {
        return "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n" + uri + "\n#EXT-X-ENDLIST\n";
    }

    private static String variant(String uri) {
        return "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n" + uri + "\n";
    }

    private <F extends Failure> F refusal(Class<F> kind, String playlist) {
        server.put("/i.m3u8", playlist);
        return Streams.failure(kind, () -> streams.part("/i.m3u8", 0));
    }

    @Test
    void aPlaylistThatPointsAtItselfOrInCirclesIsRefused() {
        server.put("/i.m3u8", "");
        String message = "the stream names a list of variants where its segments should be";
        assertEquals(message, refusal(Undecodable.class, variant("i.m3u8")).message());
        server.put("/j.m3u8", variant("i.m3u8"));
        streams.server.put("/k.m3u8", variant("j.m3u8"));
        Streams.failure(Undecodable.class, () -> streams.open("/k.m3u8"));
        assertTrue(server.requests.size() <= 4, server.requests::toString);
    }

    @Test
    void aSegmentThatIsThePlaylistIsBytesAndNothingElse() throws Exception {
        server.put("/i.m3u8", list("i.m3u8"));
        assertArrayEquals(server.files.get("/i.m3u8"), streams.part("/i.m3u8", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "file:/etc/passwd",
                "ftp://127.0.0.1/a",
                "data:video/mp2t;base64,AAAA",
                "javascript:1",
                "hls+http://127.0.0.1/a",
                "jar:file:/a!/b",
                "//elsewhere.test/a.ts",
                "http://127.0.0.1:1/a.ts",
                "http://169.254.169.254/latest/meta-data",
                "https://127.0.0.1/a.ts",
                "http://user@127.0.0.1/a.ts",
                "http://:/"
            })
    void aPlaylistNamesItsOwnHostOnly(String uri) {
        refusal(OriginRefused.class, list(uri));
        server.put("/v.m3u8", variant(uri));
        Streams.failure(OriginRefused.class, () -> streams.open("/v.m3u8"));
        server.put("/m.m3u8", "#EXTM3U\n#EXT-X-MAP:URI=\"" + uri + "\"\n#EXTINF:4,\na.ts\n#EXT-X-ENDLIST\n");
        Streams.failure(OriginRefused.class, () -> streams.part("/m.m3u8", 1));
    }

    @Test
    void withAnAllowListTheListDecidesButAddressesAreCheckedAndTlsIsKept() throws Exception {
        streams.allowedHosts = List.of("127.0.0.1:" + server.port(), "169.254.169.254", "localhost:" + server.port());
        refusal(OriginRefused.class, list("http://169.254.169.254/latest/meta-data"));
        server.put("/j.m3u8", list("http://localhost:" + server.port() + "/a.ts"));
        assertArrayEquals(server.files.get("/a.ts"), streams.part("/j.m3u8", 0));
        Reach tls = new Reach(URI.create("https://a.test/i.m3u8"), false);
        assertEquals("https://b.test/a.ts", tls.resolve("https://b.test/a.ts").toString());
        Streams.failure(OriginRefused.class, () -> tls.resolve("http://a.test/a.ts"));
    }

    @Test
    void aRedirectLeadsNoFurtherThanAName() {
        server.redirects.put("/r.ts", "http://169.254.169.254/");
        refusal(OriginRefused.class, list("r.ts"));
        server.redirects.put("/r.m3u8", "file:///etc/passwd");
        Streams.failure(OriginRefused.class, () -> streams.open("/r.m3u8"));
    }

    @Test
    void aFileNamesNothingOutsideOfItsFolder() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("stream"));
        Path secret = Files.writeString(temp.resolve("secret"), "s");
        Files.createSymbolicLink(folder.resolve("link.ts"), secret);
        Path playlist = folder.resolve("i.m3u8");
        for (String uri :
                List.of("../secret", "link.ts", secret.toUri().toString(), "%2e%2e/secret", server.url("/"))) {
            Files.writeString(playlist, list(uri));
            streams.clock.addAndGet(100_000);
            URI location = URI.create(StreamLocation.of(playlist.toUri()) + "#fit1x" + Math.abs(uri.hashCode()) % 999);
            Streams.failure(
                    OriginRefused.class,
                    () -> Streams.part(streams.open(location).open(), 0));
        }
        Files.writeString(playlist, list("none.ts"));
        streams.clock.addAndGet(100_000);
        URI location = URI.create(StreamLocation.of(playlist.toUri()) + "#fit2x2");
        Streams.failure(
                SourceMissing.class, () -> Streams.part(streams.open(location).open(), 0));
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        streams.config = new HlsConfig(HlsConfig.Variant.FITTING, true, 100_000, 1000, 4000, 4);
        assertEquals(
                "the stream has a segment of more than the 4000 bytes that are allowed",
                refusal(Undecodable.class, list("a.ts")).message());
        server.put("/many.m3u8", "#EXTM3U\n" + "#EXTINF:4,\na.ts\n".repeat(1001));
        assertEquals(
                "the stream has more segments than the 1000 that are allowed",
                Streams.failure(Undecodable.class, () -> streams.open("/many.m3u8"))
                        .message());
        String tooLarge = "the stream has a playlist of more than the 100000 bytes that are allowed";
        server.put("/large.m3u8", list("a.ts") + "#".repeat(100_000));
        server.put("/endless.m3u8", list("a.ts"));
        server.faults.put("/endless.m3u8", Fault.ENDLESS);
        for (String path : List.of("/large.m3u8", "/endless.m3u8")) {
            Undecodable failure = Streams.failure(Undecodable.class, () -> streams.open(path));
            assertEquals(tooLarge, failure.message());
        }
    }

    @Test
    void aHundredThousandSegmentsAreTooMany() {
        Undecodable failure = refusal(Undecodable.class, "#EXTM3U\n" + "#EXTINF:4,\na.ts\n".repeat(100_000));
        assertEquals("the stream has more segments than the 20000 that are allowed", failure.message());
    }

    @Test
    void variablesMakeAPlaylistNoLongerThanItMayBe() {
        streams.config = new HlsConfig(HlsConfig.Variant.FITTING, true, 100_000, 1000, 4000, 4);
        String many = "#EXTINF:4,\n{$a}.ts\n".repeat(20);
        Undecodable failure = refusal(
                Undecodable.class, "#EXTM3U\n#EXT-X-DEFINE:NAME=\"a\",VALUE=\"" + "a".repeat(8000) + "\"\n" + many);
        assertEquals("the stream has a playlist of more than the 100000 bytes that are allowed", failure.message());
    }

    @Test
    void ofManyLongPlaylistsTheNewestFewAreKept() throws Exception {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            server.put("/long" + i + ".m3u8", "#EXTM3U\n" + ("#EXTINF:4,\n" + "a".repeat(16_000) + "\n").repeat(240));
            versions.add(streams.open("/long" + i + ".m3u8").version().validator());
        }
        SegmentLists lists = streams.hls().lists();
        long kept = versions.stream().filter(one -> lists.find(one) != null).count();
        assertTrue(kept >= 1 && kept <= 6, kept + " lists of 4 MB each");
    }

    @Test
    void aByteRangeBehindTheFileIsRefused() {
        String ranged = list("a.ts").replace("#EXTINF", "#EXT-X-BYTERANGE:5000@1\n#EXTINF");
        assertEquals(
                "the stream has a byte range in its playlist that ends behind the file",
                refusal(Undecodable.class, ranged).message());
    }

    @Test
    void aUrlOfAbsurdLengthIsNotAsked() {
        refusal(OriginRefused.class, list("a".repeat(9000)));
        assertEquals(List.of("/i.m3u8"), server.requests);
    }

    @Test
    void aPlaylistThatDoesNotComeEndsInTime() {
        streams.openTimeout = Duration.ofMillis(600);
        server.faults.put("/i.m3u8", Fault.HANG);
        refusal(TimedOut.class, list("a.ts"));
        server.put("/m.m3u8", variant("i.m3u8"));
        Streams.failure(TimedOut.class, () -> streams.open("/m.m3u8"));
    }

    @Test
    void aPlaylistOrASegmentThatIsCutOffIsAFailureOfTheOrigin() {
        server.put("/cut.m3u8", list("a.ts"));
        server.faults.put("/cut.m3u8", Fault.CUT_OFF);
        Streams.failure(OriginFailed.class, () -> streams.open("/cut.m3u8"));
        server.faults.put("/a.ts", Fault.CUT_OFF);
        refusal(OriginFailed.class, list("a.ts"));
        server.faults.put("/a.ts", Fault.NO_LENGTH);
        server.put("/j.m3u8", list("a.ts"));
        Streams.failure(OriginFailed.class, () -> streams.part("/j.m3u8", 0));
    }

    @Test
    void aListOfVariantsThatIsOutdatedIsReadAnew() throws Exception {
        server.put("/m.m3u8", variant("old.m3u8"));
        server.put("/old.m3u8", list("a.ts"));
        streams.open("/m.m3u8");
        server.files.remove("/old.m3u8");
        server.put("/m.m3u8", variant("new.m3u8"));
        server.put("/new.m3u8", list("a.ts"));
        MediaSource found = streams.recheck(streams.open("/m.m3u8"));
        try (MediaReader reader = found.open()) {
            assertArrayEquals(server.files.get("/a.ts"), Streams.part(reader, 0));
        }
    }

    @Test
    void aRedundantVariantStandsInForOneThatIsGone() throws Exception {
        server.put("/m.m3u8", variant("gone.m3u8") + variant("also-gone.m3u8") + variant("i.m3u8"));
        server.put("/i.m3u8", list("a.ts"));
        assertArrayEquals(server.files.get("/a.ts"), streams.part("/m.m3u8", 0));
        server.put("/n.m3u8", variant("gone.m3u8"));
        Streams.failure(SourceMissing.class, () -> streams.open("/n.m3u8"));
    }
}
