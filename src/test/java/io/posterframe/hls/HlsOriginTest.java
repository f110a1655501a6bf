package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.Room;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import io.posterframe.trace.Tracing;
import io.posterframe.trace.TracingConfig;
import io.posterframe.trail.Trail;
import io.posterframe.trail.Trails;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HlsOriginTest {
    private static final String VOD =
            """
            #EXTM3U
            #EXT-X-TARGETDURATION:4
            #EXTINF:4,
            a.ts
            #EXTINF:3.5,
            b.ts
            #EXT-X-ENDLIST
            """;

    @TempDir
    Path temp;

    private Streams streams;
    private StreamServer server;

    @BeforeEach
    void start() throws Exception {
        streams = new Streams(temp);
        server = streams.server;
        server.files.put("/v/a.ts", Streams.random(200_001));
        server.files.put("/v/b.ts", Streams.random(5_000));
    }

    @AfterEach
    void stop() {
        streams.close();
    }

    @Test
    void aMediaPlaylistIsATimelineAndItsBytes() throws Exception {
        server.put("/v/i.m3u8", VOD);
        MediaSource source = streams.open("/v/i.m3u8");
        assertEquals(server.url("/v/i.m3u8"), source.id().substring("hls+".length()));
        assertNull(source.freshFor());
        try (MediaReader reader = source.open()) {
            Timeline timeline = reader.timeline();
            assertEquals(
                    List.of(
                            new Segment(0, 4_000_000, Segment.NO_INIT, false, false),
                            new Segment(4_000_000, 3_500_000, Segment.NO_INIT, false, true)),
                    timeline.segments());
            assertArrayEquals(server.files.get("/v/a.ts"), Streams.part(reader, 0));
            assertArrayEquals(server.files.get("/v/b.ts"), Streams.part(reader, 1));
            reader.confirm();
        }
    }

    @Test
    void urlsAreMeantFromWhereThePlaylistWasFound() throws Exception {
        server.redirects.put("/start.m3u8?a=1", server.url("/m/master.m3u8?token=2"));
        server.put("/m/master.m3u8?token=2", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n../v/i.m3u8?q=x%20y&z\n");
        server.put("/v/i.m3u8?q=x%20y&z", VOD.replace("a.ts", "/v/a.ts").replace("b.ts", server.url("/v/b.ts")));
        assertArrayEquals(server.files.get("/v/a.ts"), streams.part("/start.m3u8?a=1", 0));
        assertArrayEquals(server.files.get("/v/b.ts"), streams.part("/start.m3u8?a=1", 1));
    }

    @Test
    void partsAreByteRangesOfOneFileWithTheirInitSections() throws Exception {
        server.put(
                "/v/i.m3u8",
                """
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="a.ts",BYTERANGE="1000@0"
                #EXTINF:4,
                #EXT-X-BYTERANGE:50000@1000
                a.ts
                #EXTINF:4,
                #EXT-X-BYTERANGE:60000
                a.ts
                #EXT-X-DISCONTINUITY
                #EXT-X-MAP:URI="b.ts"
                #EXTINF:4,
                b.ts
                #EXT-X-GAP
                #EXTINF:4,
                none.ts
                #EXTINF:4,
                b.ts
                #EXT-X-ENDLIST
                """);
        byte[] file = server.files.get("/v/a.ts");
        try (MediaReader reader = streams.open("/v/i.m3u8").open()) {
            Timeline timeline = reader.timeline();
            assertTrue(timeline.independent());
            assertEquals(2, timeline.inits());
            assertEquals(
                    List.of(0, 0, 1, 1, 1),
                    timeline.segments().stream().map(Segment::init).toList());
            assertEquals(
                    List.of(false, true, false, false, false),
                    timeline.segments().stream().map(Segment::continues).toList());
            assertTrue(timeline.segments().get(3).gap());
            assertArrayEquals(Arrays.copyOfRange(file, 1000, 51_000), Streams.part(reader, 0));
            assertArrayEquals(Arrays.copyOfRange(file, 51_000, 111_000), Streams.part(reader, 1));
            assertArrayEquals(Arrays.copyOf(file, 1000), Streams.part(reader, timeline.partOfInit(0)));
            assertArrayEquals(server.files.get("/v/b.ts"), Streams.part(reader, timeline.partOfInit(1)));
            assertEquals(0, reader.read(Timeline.address(0) + 50_000, 10, 0).remaining());
        }
    }

    @Test
    void whatIsFetchedAheadCrossesTheNetworkOnce() throws Exception {
        server.put("/v/i.m3u8", VOD.replace("b.ts", "c.ts"));
        server.files.put("/v/c.ts", Streams.random(300_007));
        try (MediaReader reader = streams.open("/v/i.m3u8").open()) {
            reader.open(0, List.of(1));
            byte[] first = Streams.part(reader, 0);
            byte[] second = Streams.part(reader, 1);
            assertArrayEquals(server.files.get("/v/a.ts"), first);
            assertArrayEquals(server.files.get("/v/c.ts"), second);
        }
        long playlist = server.files.get("/v/i.m3u8").length;
        assertEquals(playlist + 200_001 + 300_007, server.sentBytes.get());
    }

    @Test
    void whatIsWantedNextIsFetchedBeside() throws Exception {
        server.put("/v/i.m3u8", VOD);
        try (MediaReader reader = streams.open("/v/i.m3u8").open()) {
            reader.open(0, List.of(1));
            Until.holds("the next segment is asked for", () -> server.requests("/v/b.ts") > 0);
        }
    }

    @Test
    void segmentsWithoutRangesAreCopied() throws Exception {
        server.put("/v/i.m3u8", VOD);
        server.faults.put("/v/a.ts", StreamServer.Fault.NO_RANGES);
        assertArrayEquals(server.files.get("/v/a.ts"), streams.part("/v/i.m3u8", 0));
    }

    @Test
    void anUnchangedStreamIsTheSameObjectAndAChangedOneIsNot() throws Exception {
        server.put("/v/i.m3u8", VOD);
        MediaSource source = streams.open("/v/i.m3u8");
        assertSame(source, streams.recheck(source));
        assertEquals(2, server.requests("/v/i.m3u8"));
        server.put("/v/i.m3u8", VOD.replace("b.ts", "a.ts"));
        MediaSource changed = streams.recheck(source);
        assertNotEquals(source.version(), changed.version());
    }

    @Test
    void playlistsOfManySizesAreReadOnce() throws Exception {
        server.put(
                "/m.m3u8",
                """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=640x360
                v/large.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=320x180
                v/small.m3u8
                """);
        server.put("/v/large.m3u8", VOD);
        server.put("/v/small.m3u8", VOD);
        MediaSource small = streams.open(URI.create(streams.location("/m.m3u8") + "#fit320x180"));
        MediaSource large = streams.open(URI.create(streams.location("/m.m3u8") + "#fit321x200"));
        assertNotEquals(small.version(), large.version());
        assertEquals(List.of("/m.m3u8", "/v/small.m3u8", "/v/large.m3u8"), server.requests);
    }

    @Test
    void aFileStreamNamesFilesOfItsFolder() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("stream"));
        Files.write(folder.resolve("a.ts"), server.files.get("/v/a.ts"));
        Files.write(folder.resolve("b.ts"), server.files.get("/v/b.ts"));
        Files.writeString(folder.resolve("i.m3u8"), VOD);
        MediaSource source =
                streams.open(StreamLocation.of(folder.resolve("i.m3u8").toUri()));
        try (MediaReader reader = source.open()) {
            assertArrayEquals(server.files.get("/v/a.ts"), Streams.part(reader, 0));
            reader.confirm();
        }
        assertFalse(source.partial());
    }

    private static PictureSpec at(long micros) {
        Geometry geometry = new Geometry(320, 180, Crop.FIT, SourceRectangle.WHOLE, new Rgb(0, 0, 0));
        return new PictureSpec(new Moment.At(micros), geometry, new Encoding(ImageFormat.JPEG, 75, 0));
    }

    private void multivariantWithIFrames(int width) {
        server.put(
                "/m.m3u8",
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=640x360\nv/i.m3u8\n"
                        + "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,RESOLUTION=" + width + "x180,URI=\"v/frames.m3u8\"\n");
        server.put("/v/i.m3u8", VOD);
        server.put(
                "/v/frames.m3u8",
                """
                #EXTM3U
                #EXT-X-TARGETDURATION:4
                #EXT-X-I-FRAMES-ONLY
                #EXTINF:2,
                #EXT-X-BYTERANGE:1000@100
                a.ts
                #EXTINF:5.5,
                #EXT-X-BYTERANGE:2000@90000
                a.ts
                #EXT-X-ENDLIST
                """);
    }

    @Test
    void aPictureOfAnIFrameFetchesNothingElse() throws Exception {
        multivariantWithIFrames(320);
        MediaSource source = streams.open(URI.create(streams.location("/m.m3u8") + "#fit320x180"));
        try (MediaReader frame = source.open(at(2_000_499), Trail.NONE);
                MediaReader between = source.open(at(2_000_501), Trail.NONE);
                MediaReader before = source.open(at(1_999_499), Trail.NONE);
                MediaReader any = source.open()) {
            assertArrayEquals(Arrays.copyOfRange(server.files.get("/v/a.ts"), 90_000, 92_000), Streams.part(frame, 1));
            assertTrue(frame.timeline().independent());
            for (MediaReader whole : List.of(between, before, any)) {
                assertEquals(4_000_000, whole.timeline().segments().get(0).durationMicros());
                assertEquals("", whole.edition());
                assertNotEquals("", frame.edition());
            }
        }
        assertEquals(1, server.requests("/v/frames.m3u8"));
    }

    @Test
    void allThatIsAskedForBelongsToTheRequest() throws Exception {
        multivariantWithIFrames(320);
        TracingConfig config =
                new TracingConfig(server.url("/none"), List.of(), "test", 1, true, 1, 512, Duration.ofMillis(100));
        try (Trails traces = Tracing.open(config)) {
            Trail trail = traces.begin(new Trails.Incoming(null, null, null));
            MediaSource source = streams.open(URI.create(streams.location("/m.m3u8") + "#fit320x180"), trail);
            try (MediaReader frame = source.open(at(2_000_499), trail);
                    MediaReader whole = source.open(trail)) {
                Streams.part(frame, 1);
                whole.open(0, List.of(1));
                Until.holds("the next segment is asked for", () -> server.requests("/v/b.ts") > 0);
            }
            assertEquals(1, server.requests("/v/frames.m3u8"));
            // what the spans are sent with
            server.untraced.remove("/none/v1/traces");
            assertEquals(List.of(), server.untraced);
        }
    }

    @Test
    void iFramesWhoseTimesHaveDriftedAwayAreNotUsed() throws Exception {
        multivariantWithIFrames(320);
        String frames = new String(server.files.get("/v/frames.m3u8"));
        // one at 5 s, and none at 4 s, where the second segment begins
        server.put("/v/frames.m3u8", frames.replace("#EXTINF:2,", "#EXTINF:5,"));
        MediaSource source = streams.open(URI.create(streams.location("/m.m3u8") + "#fit320x180"));
        try (MediaReader inFirst = source.open(at(0), Trail.NONE);
                MediaReader inSecond = source.open(at(5_000_000), Trail.NONE)) {
            assertNotEquals("", inFirst.edition());
            assertEquals("", inSecond.edition());
        }
    }

    @Test
    void iFramesThatAreTooSmallOrSwitchedOffOrGoneAreNotUsed() throws Exception {
        multivariantWithIFrames(319);
        URI location = URI.create(streams.location("/m.m3u8") + "#fill320x180");
        assertEquals("", streams.open(location).open(at(2_000_000), Trail.NONE).edition());
        assertEquals(0, server.requests("/v/frames.m3u8"));
        multivariantWithIFrames(320);
        server.files.remove("/v/frames.m3u8");
        streams.clock.addAndGet(100_000);
        MediaSource source = streams.open(URI.create(streams.location("/m.m3u8") + "#fit320x179"));
        assertEquals("", source.open(at(2_000_000), Trail.NONE).edition());
        assertEquals("", source.open(at(2_000_000), Trail.NONE).edition());
        assertEquals(1, server.requests("/v/frames.m3u8"));
    }

    @Test
    void aListThatWasDroppedIsReadAnew() throws Exception {
        server.put("/v/i.m3u8", VOD);
        MediaSource source = streams.open("/v/i.m3u8");
        streams.hls().lists().drop(source.version().validator());
        Streams.failure(SourceChanged.class, source::open);
        streams.forget("/v/i.m3u8");
        assertArrayEquals(server.files.get("/v/a.ts"), streams.part("/v/i.m3u8", 0));
        assertEquals(1, server.requests("/v/i.m3u8"));
    }

    @Test
    void noMoreIsFetchedAheadThanTheBlockCacheHasRoomFor() {
        Room room = new Room(100);
        assertTrue(room.take(60));
        assertFalse(room.take(41));
        assertTrue(room.take(40));
        room.giveBack(60);
        assertEquals(40, room.taken());
    }

    @Test
    void whatIsGivenUpGivesItsRoomBack() throws Exception {
        server.put("/v/i.m3u8", VOD.replace("b.ts", "a.ts"));
        MediaReader reader = streams.open("/v/i.m3u8").open();
        reader.open(0, List.of(1, 7));
        Streams.part(reader, 1);
        reader.close();
        assertEquals(0, streams.hls().takenAhead());
    }
}
