package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure.BadParameter;
import io.posterframe.picture.Failure.NoSegmentYet;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
    @TempDir
    Path temp;

    private Streams streams;
    private StreamServer server;

    @BeforeEach
    void start() throws Exception {
        streams = new Streams(temp);
        server = streams.server;
        for (int i = 0; i < 8; i++) {
            server.files.put("/" + i + ".ts", Streams.random(1000 + i));
        }
    }

    @AfterEach
    void stop() {
        streams.close();
    }

    private void window(int from, int count) {
        StringBuilder text =
                new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:" + from + "\n");
        for (int i = from; i < from + count; i++) {
            text.append("#EXT-X-PROGRAM-DATE-TIME:" + Instant.ofEpochSecond(1_700_000_000 + i * 6L) + "\n");
            text.append("#EXTINF:6,\n" + i + ".ts\n");
        }
        server.put("/live.m3u8", text.toString());
    }

    private static PictureSpec spec(Moment moment) {
        Geometry geometry = new Geometry(0, 0, Crop.FIT, SourceRectangle.WHOLE, new Rgb(0, 0, 0));
        return new PictureSpec(moment, geometry, new Encoding(ImageFormat.JPEG, 75, 0));
    }

    private static Moment meant(MediaSource source, Moment moment) {
        return source.meant(spec(moment)).moment();
    }

    @Test
    void aPlaylistThatIsReadWhileItIsWrittenIsATroubleThatPasses() throws Exception {
        window(0, 3);
        MediaSource known = streams.open("/live.m3u8");
        server.put("/live.m3u8", "");
        assertTrue(Streams.failure(OriginFailed.class, () -> streams.recheck(known))
                .passing());
        window(1, 3);
        assertNotEquals(known.version(), streams.recheck(known).version());
    }

    @Test
    void eachWindowIsAVersionAndCountsForTheTargetDuration() throws Exception {
        window(0, 3);
        MediaSource first = streams.open("/live.m3u8");
        assertEquals(Duration.ofSeconds(6), first.freshFor());
        MediaSource same = streams.recheck(first);
        assertEquals(first.version(), same.version());
        assertEquals(Duration.ofSeconds(3), same.freshFor());
        window(1, 3);
        MediaSource second = streams.recheck(same);
        assertNotEquals(first.version(), second.version());
        assertEquals(Duration.ofSeconds(6), second.freshFor());
        try (MediaReader reader = second.open()) {
            assertArrayEquals(server.files.get("/3.ts"), Streams.part(reader, 2));
        }
        server.put("/live.m3u8", new String(server.files.get("/live.m3u8")) + "#EXT-X-ENDLIST\n");
        assertNull(streams.recheck(second).freshFor());
    }

    @Test
    void aPosterIsTheNewestFrameAndOtherTimesCountFromTheStartOfTheWindow() throws Exception {
        window(2, 3);
        MediaSource source = streams.open("/live.m3u8");
        assertEquals(new Moment.At(18_000_000), meant(source, new Moment.Poster()));
        assertEquals(new Moment.At(3), meant(source, new Moment.At(3)));
        assertEquals(
                new Moment.At(7_500_000),
                meant(source, new Moment.AtClock((1_700_000_012L + 7) * 1_000_000 + 500_000)));
        server.put("/live.m3u8", new String(server.files.get("/live.m3u8")) + "#EXT-X-GAP\n#EXTINF:6,\ngone.ts\n");
        assertEquals(new Moment.At(17_998_000), meant(streams.recheck(source), new Moment.Poster()));
    }

    @Test
    void aSegmentThatFellOutOfTheWindowMeansAnotherVersion() throws Exception {
        window(0, 3);
        MediaSource source = streams.open("/live.m3u8");
        server.files.remove("/0.ts");
        window(1, 3);
        try (MediaReader reader = source.open()) {
            Streams.failure(SourceChanged.class, () -> reader.open(0, List.of()));
        }
        streams.forget("/live.m3u8");
        assertArrayEquals(server.files.get("/1.ts"), streams.part("/live.m3u8", 0));
    }

    @Test
    void aSegmentOfAWholeStreamThatIsMissingIsMissing() throws Exception {
        window(0, 3);
        server.put("/vod.m3u8", new String(server.files.get("/live.m3u8")) + "#EXT-X-ENDLIST\n");
        server.files.remove("/0.ts");
        Streams.failure(SourceMissing.class, () -> streams.part("/vod.m3u8", 0));
    }

    @Test
    void aStreamThatHasNotBegunSaysSo() throws Exception {
        window(0, 0);
        Streams.failure(NoSegmentYet.class, () -> streams.open("/live.m3u8"));
    }

    @Test
    void aTimeOfDayThatALiveStreamComesToSoonIsNotYetAndOthersAreNever() throws Exception {
        window(0, 3);
        MediaSource live = streams.open("/live.m3u8");
        long end = (1_700_000_000L + 18) * 1_000_000;
        Streams.failure(NoSegmentYet.class, () -> live.meant(spec(new Moment.AtClock(end + 1))));
        Streams.failure(NoSegmentYet.class, () -> live.meant(spec(new Moment.AtClock(end + 60_000_000))));
        Streams.failure(BadParameter.class, () -> live.meant(spec(new Moment.AtClock(end + 60_000_001))));
        Streams.failure(BadParameter.class, () -> live.meant(spec(new Moment.AtClock(end - 18_000_001))));
        server.put("/vod.m3u8", new String(server.files.get("/live.m3u8")) + "#EXT-X-ENDLIST\n");
        MediaSource ended = streams.open("/vod.m3u8");
        Streams.failure(BadParameter.class, () -> ended.meant(spec(new Moment.AtClock(end + 1))));
    }

    @Test
    void whoeverAsksAtTheSameTimeSharesOneLook() throws Exception {
        window(0, 3);
        server.put("/m.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=64x36\nlive.m3u8\n");
        for (int size = 1; size < 20; size++) {
            streams.open(java.net.URI.create(streams.location("/m.m3u8") + "#fit" + size + "x1"));
        }
        assertEquals(List.of("/m.m3u8", "/live.m3u8"), server.requests);
    }
}
