package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import io.posterframe.trail.Trail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Playlists with random faults, each read over loopback as for a picture: it is read or fails as documented, nothing hangs,
 * and nothing is asked for but what the server may be. More of them, or one again: {@code mvn test -Dtest=PlaylistFuzzTest
 * -Dposterframe.playlists=50000 -Dposterframe.first=0}.
 */
class PlaylistFuzzTest {
    private static final int CASES = Integer.getInteger("posterframe.playlists", 500);
    private static final int FIRST = Integer.getInteger("posterframe.first", 0);
    private static final int MOST_FAULTS = 4;
    private static final int PARTS_READ = 3;

    private static final List<Class<? extends Failure>> DOCUMENTED = List.of(
            Failure.Undecodable.class,
            Failure.OriginRefused.class,
            Failure.OriginFailed.class,
            Failure.SourceMissing.class,
            Failure.SourceChanged.class,
            Failure.NoSegmentYet.class,
            Failure.BadParameter.class);

    private static final List<String> WHOLE = List.of(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:6
            #EXT-X-MEDIA-SEQUENCE:17
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-MAP:URI="a.ts",BYTERANGE="100@0"
            #EXT-X-PROGRAM-DATE-TIME:2026-11-21T07:30:00.123Z
            #EXTINF:5.005,title
            #EXT-X-BYTERANGE:320@0
            a.ts
            #EXTINF:6,
            #EXT-X-BYTERANGE:640
            a.ts
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="b.ts"
            #EXTINF:2.000000,
            b.ts
            #EXT-X-ENDLIST
            """,
            """
            #EXTM3U
            #EXT-X-TARGETDURATION:4
            #EXT-X-DEFINE:NAME="n",VALUE="b"
            #EXT-X-KEY:METHOD=AES-128,URI="key",IV=0x000102030405060708090a0b0c0d0e0f
            #EXTINF:4,
            a.ts
            #EXT-X-KEY:METHOD=AES-128,URI="key"
            #EXTINF:4,
            {$n}.ts?x=1
            #EXT-X-KEY:METHOD=NONE
            #EXT-X-GAP
            #EXTINF:4,
            gone.ts
            #EXT-X-KEY:METHOD=AES-256-CTR,URI="long",IV=0x01
            #EXTINF:4,
            /b.ts
            """,
            """
            #EXTM3U
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=320x180,CODECS="avc1.42c01e,mp4a.40.2"
            plain.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=1280x720,CODECS="hvc1.1.6.L93.B0"
            gone.m3u8
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1000,RESOLUTION=320x180,URI="plain.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="a.m3u8"
            """);

    private static final List<String> PIECES = List.of(
            "-1",
            "0",
            "1e9",
            "99999999999999999999",
            "NaN",
            "\"",
            ",",
            "=",
            "@",
            ":",
            "{$n}",
            "\0",
            "\uD800",
            "é",
            "#EXT",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            "../../..",
            "//",
            "?",
            "%",
            "\r",
            "#EXTM3U",
            "x".repeat(20_000));

    @TempDir
    Path temp;

    @Test
    void areReadOrRefused() throws Exception {
        try (Streams streams = new Streams(temp)) {
            StreamServer server = streams.server;
            for (String name : List.of("a.ts", "b.ts", "b.ts?x=1")) {
                server.files.put("/" + name, Streams.random(960));
            }
            server.files.put("/key", Streams.random(16));
            server.files.put("/long", Streams.random(32));
            server.put("/plain.m3u8", "#EXTM3U\n#EXTINF:4,\na.ts\n#EXT-X-ENDLIST\n");
            int read = 0;
            for (int i = FIRST; i < FIRST + CASES; i++) {
                Random random = new Random(i);
                String playlist = WHOLE.get(random.nextInt(WHOLE.size()));
                for (int fault = random.nextInt(MOST_FAULTS); fault >= 0; fault--) {
                    playlist = damaged(playlist, random);
                }
                server.put("/i" + i + ".m3u8", playlist);
                try {
                    look(streams.open("/i" + i + ".m3u8"), random);
                    read++;
                } catch (PictureException e) {
                    assertTrue(DOCUMENTED.contains(e.failure().getClass()), "case " + i + ": " + e.failure());
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("case " + i + ":\n" + playlist, e);
                }
                server.files.remove("/i" + i + ".m3u8");
                server.requests.clear();
            }
            assertTrue(read > CASES / 10, read + " were read");
            assertEquals(0, streams.hls().takenAhead());
        }
    }

    /** What a picture wants of a stream. */
    private static void look(MediaSource source, Random random) {
        meant(source, new Moment.Poster());
        try (MediaReader reader = source.open(spec(new Moment.At(random.nextInt(20_000_000))), Trail.NONE)) {
            Timeline timeline = reader.timeline();
            long end = 0;
            for (Segment segment : timeline.segments()) {
                assertEquals(end, segment.startMicros(), "segments have no holes between them");
                end = segment.endMicros();
            }
            for (int i = 0; i < PARTS_READ; i++) {
                int part = random.nextInt(timeline.parts());
                long size = reader.open(part, List.of(random.nextInt(timeline.parts())));
                int length = random.nextInt(1000);
                long offset = random.nextInt(1000);
                assertEquals(
                        Math.max(0, Math.min(length, size - offset)),
                        reader.read(Timeline.address(part) + offset, length, 0).remaining());
            }
        }
        meant(source, new Moment.AtClock(1_795_246_201_000_000L));
    }

    private static void meant(MediaSource source, Moment moment) {
        source.meant(spec(moment));
    }

    private static PictureSpec spec(Moment moment) {
        Geometry geometry = new Geometry(0, 0, Crop.FIT, SourceRectangle.WHOLE, new Rgb(0, 0, 0));
        return new PictureSpec(moment, geometry, new Encoding(ImageFormat.JPEG, 75, 0));
    }

    private static String damaged(String playlist, Random random) {
        List<String> lines = new ArrayList<>(playlist.lines().toList());
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        String line = lines.get(at);
        int from = random.nextInt(line.length() + 1);
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, line);
            case 2 -> Collections.swap(lines, at, other);
            case 3 -> lines.set(at, line.substring(0, from));
            case 4 -> lines.set(at, line.substring(0, from) + piece + line.substring(from));
            case 5 ->
                lines.set(
                        at,
                        line.replaceFirst(
                                "[0-9]+", random.nextBoolean() ? piece.replace("$", "") : "" + random.nextLong()));
            case 6 -> lines.set(at, line.replaceFirst("(?<=[:=]).*", piece.replace("$", "")));
            default -> {
                return playlist.substring(0, random.nextInt(playlist.length()) + 1);
            }
        }
        return lines.isEmpty() ? "#" : String.join("\n", lines) + "\n";
    }
}
