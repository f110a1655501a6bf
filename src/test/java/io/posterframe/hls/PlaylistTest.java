package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.BadParameter;
import io.posterframe.picture.Failure.NoSegmentYet;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.timeline.Segment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistTest {
    private static final URI HERE = URI.create("https://a.test/v/i.m3u8?session=s%2F1&x=2");
    private static final Multivariant PARENT =
            new Multivariant(List.of(), List.of(), Map.of("host", "https://cdn.test"), true);

    private static Playlist read(String text) {
        return Playlist.read(text.getBytes(StandardCharsets.UTF_8), HERE, HERE, Multivariant.NONE, HlsConfig.DEFAULTS);
    }

    private static SegmentList list(String body) {
        return (SegmentList) read("#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + body);
    }

    private static List<String> uris(SegmentList list) {
        return list.parts().stream().map(Resource::uri).toList();
    }

    private static long clock(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }

    @Test
    void durationsAreSummedBeforeTheyAreRounded() {
        SegmentList list = list("#EXTINF:0.3333333,\na.ts\n".repeat(3000) + "#EXT-X-ENDLIST\n");
        assertEquals(999_999_900L, list.timeline().durationMicros());
        List<Segment> segments = list.timeline().segments();
        for (int i = 1; i < segments.size(); i++) {
            assertEquals(segments.get(i - 1).endMicros(), segments.get(i).startMicros());
        }
    }

    @Test
    void whatOursDoesNotNeedIsLeftOutWhateverItSays() {
        SegmentList list = list(
                """
                #EXT-X-START:TIME-OFFSET=nonsense
                #EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=no,PART-HOLD-BACK=x
                #EXT-X-PART-INF:PART-TARGET=a
                #EXT-X-BITRATE:many
                #EXT-X-DATERANGE:ID=1,"=,
                # a comment
                #EXT-X-UNKNOWN:A=B

                #EXTINF:4,a title, with commas
                a.ts
                #EXT-X-PROGRAM-DATE-TIME:yesterday
                #EXTINF:4
                b.ts
                stray.ts
                #EXT-X-PART:DURATION=1,URI="part.mp4"
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="next.mp4"
                #EXT-X-RENDITION-REPORT:URI="x",LAST-MSN=1
                """
                        .replace("\n", "\r\n"));
        assertEquals(List.of("a.ts", "b.ts"), uris(list));
        assertTrue(list.live());
    }

    @Test
    void aTypeOrAnEndMakesAStreamWhole() {
        assertTrue(list("#EXTINF:4,\na.ts\n").live());
        assertTrue(list("#EXT-X-PLAYLIST-TYPE:EVENT\n#EXTINF:4,\na.ts\n").live());
        assertFalse(list("#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:4,\na.ts\n").live());
        assertFalse(list("#EXTINF:4,\na.ts\n#EXT-X-ENDLIST\n").live());
    }

    @Test
    void mediaDoesNotGoOnAcrossADiscontinuityOrAGap() {
        SegmentList list = list(
                """
                #EXTINF:4,
                a.ts
                #EXTINF:4,
                b.ts
                #EXT-X-DISCONTINUITY
                #EXTINF:4,
                c.ts
                #EXT-X-GAP
                #EXTINF:4,
                d.ts
                #EXTINF:4,
                e.ts
                """);
        assertEquals(
                List.of(false, true, false, false, false),
                list.timeline().segments().stream().map(Segment::continues).toList());
    }

    @Test
    void variablesAreFilledIn() {
        String text =
                """
                #EXTM3U
                #EXT-X-TARGETDURATION:4
                #EXT-X-DEFINE:NAME="dir",VALUE="one/{$none}"
                #EXT-X-DEFINE:IMPORT="host"
                #EXT-X-DEFINE:QUERYPARAM="session"
                #EXT-X-MAP:URI="{$host}/init.mp4"
                #EXTINF:4,
                {$host}/{$dir}/a.ts?{$session}{
                #EXT-X-ENDLIST
                """
                        .replace("/{$none}", "");
        SegmentList list = (SegmentList)
                Playlist.read(text.getBytes(StandardCharsets.UTF_8), HERE, HERE, PARENT, HlsConfig.DEFAULTS);
        assertEquals(List.of("https://cdn.test/one/a.ts?s/1{", "https://cdn.test/init.mp4"), uris(list));
        assertTrue(list.timeline().independent());
        assertEquals(List.of("{$x}.ts"), uris(list("#EXTINF:4,\n{$x}.ts\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXT-X-DEFINE:IMPORT=\"none\"",
                "#EXT-X-DEFINE:QUERYPARAM=\"none\"",
                "#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"\n{$none}",
                "#EXTINF:NaN,\na.ts",
                "#EXTINF:-1,\na.ts",
                "#EXTINF:1e9,\na.ts",
                "#EXTINF:9999999,\na.ts\n#EXTINF:9999999,\na.ts\n#EXTINF:9999999,\na.ts\n#EXTINF:9999999,\na.ts",
                "#EXT-X-MEDIA-SEQUENCE:99999999999999999999\n#EXTINF:1,\na.ts",
                "#EXT-X-BYTERANGE:0@0\n#EXTINF:1,\na.ts",
                "#EXT-X-BYTERANGE:9223372036854775807@9\n#EXTINF:1,\na.ts",
                "#EXT-X-BYTERANGE:x\n#EXTINF:1,\na.ts",
                "#EXT-X-MAP:BYTERANGE=\"1@1\"\n#EXTINF:1,\na.ts",
                "#EXT-X-KEY:METHOD=AES-128\n#EXTINF:1,\na.ts",
                "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",IV=0xZZ\n#EXTINF:1,\na.ts",
                "#EXT-X-ENDLIST"
            })
    void whatMakesNoSenseIsRefused(String body) {
        Streams.failure(Undecodable.class, () -> list(body));
    }

    @Test
    void aListThatIsNoneIsRefused() {
        for (String text : List.of("", "<html>", "\uFEFF#EXTM3", "#EXT-X-VERSION:3\n#EXTM3U")) {
            Undecodable failure = Streams.failure(Undecodable.class, () -> read(text));
            assertEquals("the stream has no playlist where its location says", failure.message());
        }
        Streams.failure(NoSegmentYet.class, () -> list(""));
        Streams.failure(NoSegmentYet.class, () -> list("#EXT-X-GAP\n#EXTINF:4,\na.ts\n"));
        assertEquals(List.of("a.ts"), uris((SegmentList) read("\uFEFF#EXTM3U\n#EXTINF:1,\na.ts")));
    }

    @Test
    void hostileListsEndEarlyWhateverTheyHold() {
        String hostile = "A-".repeat(8000);
        String attributes = ("#EXT-X-STREAM-INF:" + hostile + "\n#EXT-X-MAP:" + hostile + "\n").repeat(100);
        assertEquals(
                1,
                ((Multivariant) read("#EXTM3U\n" + attributes + "#EXT-X-STREAM-INF:BANDWIDTH=1\na\n"))
                        .variants()
                        .size());
        Streams.failure(Undecodable.class, () -> read("#EXTM3U\n" + "a".repeat(20_000)));
        Streams.failure(Undecodable.class, () -> read("#EXTM3U\n" + "#EXT-X-STREAM-INF:BANDWIDTH=1\na\n".repeat(501)));
        Streams.failure(Undecodable.class, () -> list("#EXTINF:1,\na.ts\n".repeat(20_001)));
        Streams.failure(Undecodable.class, () -> list(manyLines("#EXT-X-MAP:URI=\"%d\"\n#EXTINF:1,\na.ts\n")));
        Streams.failure(
                Undecodable.class, () -> list(manyLines("#EXT-X-KEY:METHOD=AES-128,URI=\"%d\"\n#EXTINF:1,\na.ts\n")));
        String doubling = "#EXT-X-DEFINE:NAME=\"a\",VALUE=\"aaaaaaaaaaaaaaaa\"\n";
        for (char name = 'a'; name < 'z'; name++) {
            doubling += "#EXT-X-DEFINE:NAME=\"" + (char) (name + 1) + "\",VALUE=\"{$" + name + "}{$" + name + "}\"\n";
        }
        String text = doubling;
        Streams.failure(Undecodable.class, () -> list(text));
        String longName = "#EXT-X-DEFINE:NAME=\"a\",VALUE=\"" + "b".repeat(1000) + "\"\n";
        Streams.failure(Undecodable.class, () -> list(longName + "{$a}{$a}{$a}{$a}{$a}{$a}{$a}\n".repeat(10_000)));
    }

    private static String manyLines(String form) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            lines.append(String.format(form, i));
        }
        return lines.toString();
    }

    @Test
    void theDigestTellsListsApart() {
        String digest = list("#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n").digest();
        assertEquals(
                digest,
                list("# other\n#EXTINF:1.0,title\na.ts\n\n#EXT-X-ENDLIST\n").digest());
        assertNotEquals(digest, list("#EXTINF:1,\na.ts\n").digest());
        assertNotEquals(
                digest,
                list("#EXT-X-MEDIA-SEQUENCE:1\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n")
                        .digest());
        assertNotEquals(digest, list("#EXTINF:1,\nb.ts\n#EXT-X-ENDLIST\n").digest());
    }

    private static final String DATED =
            """
            #EXTINF:4,
            a.ts
            #EXT-X-PROGRAM-DATE-TIME:2024-05-01T10:00:04.000+00:00
            #EXTINF:4,
            b.ts
            #EXTINF:4,
            c.ts
            #EXT-X-DISCONTINUITY
            #EXTINF:4,
            d.ts
            #EXT-X-DISCONTINUITY
            #EXT-X-PROGRAM-DATE-TIME:2024-05-01T13:00:00+0100
            #EXTINF:4,
            e.ts
            """;

    @ParameterizedTest
    @CsvSource({
        "10:00:00, 0",
        "10:00:01.500, 1500000",
        "10:00:04, 4000000",
        "10:00:09, 9000000",
        "10:00:11.999, 11999000",
        "10:00:12, 11998000",
        "11:00:00, 11998000",
        "12:00:00, 16000000",
        "12:00:04, 20000000"
    })
    void aClockLeadsToATime(String time, long micros) {
        SegmentList list = list(DATED);
        assertEquals(micros, list.dates().find(clock("2024-05-01T" + time + "Z"), list.timeline(), false));
    }

    @Test
    void aClockOutsideOfTheWindowIsTold() {
        SegmentList list = list(DATED);
        for (String time : List.of("2024-05-01T09:59:59.999Z", "2024-05-01T12:00:04.001Z")) {
            Failure failure =
                    Streams.failure(BadParameter.class, () -> list.dates().find(clock(time), list.timeline(), false));
            assertEquals(
                    "program_time lies outside of what there is of this video,"
                            + " from 2024-05-01T10:00:00Z to 2024-05-01T12:00:04Z",
                    failure.message());
        }
        SegmentList undated = list("#EXTINF:4,\na.ts\n");
        Streams.failure(BadParameter.class, () -> undated.dates().find(1, undated.timeline(), false));
    }
}
