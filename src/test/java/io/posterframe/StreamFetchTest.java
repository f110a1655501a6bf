package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsLadder;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsRecipe.Encryption;
import io.posterframe.clips.HlsSite;
import io.posterframe.clips.HlsSite.Kind;
import io.posterframe.clips.HlsStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is fetched of a stream for a picture, and the ways by which an entry leads to a stream. */
class StreamFetchTest {
    @TempDir
    static Path temp;

    private static StreamingEdge streaming;
    private static HlsSite site;
    private static Edge edge;
    private static HlsStream stream;

    @BeforeAll
    static void start() throws Exception {
        stream = HlsRecipe.ts(Clip.STREAM).make();
        Path folder = Files.createDirectories(temp.resolve("media/film"));
        write(folder, stream.files());
        streaming = new StreamingEdge(
                temp.resolve("data"),
                AdminCalls.options("catalog.folder", temp.resolve("media").toString()));
        site = streaming.site;
        edge = streaming.edge;
        Map<String, HlsStream> variants = new TreeMap<>();
        variants.put("small", HlsRecipe.ts(Clip.STREAM_SMALL).make());
        variants.put("middle", stream);
        variants.put("large", HlsRecipe.fmp4(Clip.STREAM_LARGE).make());
        for (String entry : List.of("ladder", "keyframes", "rectangle")) {
            site.put("/" + entry, HlsLadder.files(variants));
        }
    }

    private static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @AfterAll
    static void stop() {
        streaming.close();
    }

    @BeforeEach
    void forget() {
        site.forget();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    @Test
    void aFrameFetchesThePlaylistAndOneSegment() {
        site.put("/one", stream.files());
        assertEquals(130, streaming.frame("one", 5.2));
        assertEquals(List.of("/one/media.m3u8"), site.paths(Kind.PLAYLIST));
        assertEquals(List.of("/one/segment-2.ts"), fetched("/one/"));
        site.forget();
        assertEquals(131, streaming.frame("one", 5.24));
        assertEquals(List.of(), site.requests());
    }

    @Test
    void theLastFrameOfASegmentNeedsNoOther() {
        site.put("/edge", stream.files());
        assertEquals(149, streaming.frame("edge", 5.96));
        assertEquals(List.of("/edge/segment-2.ts"), fetched("/edge/"));
        assertEquals(150, streaming.frame("edge", 6));
        assertEquals(List.of("/edge/segment-2.ts", "/edge/segment-3.ts"), fetched("/edge/"));
    }

    @Test
    void aFrameAtTheBorderOfOpenGopsFetchesTwoSegments() {
        site.put("/open", HlsRecipe.ts(Clip.OPEN_GOP_TS).make().files());
        assertEquals(10, streaming.frame("open", 0.4));
        assertEquals(List.of("/open/segment-0.ts"), fetched("/open/"));
        assertEquals(49, streaming.frame("open", 1.96));
        assertEquals(List.of("/open/segment-0.ts", "/open/segment-1.ts"), fetched("/open/"));
    }

    @Test
    void aStripFetchesEachSegmentOnce() {
        site.put("/strip", stream.files());
        assertEquals(
                IntStream.range(0, 24).mapToObj(i -> i * 12 + i / 2).toList(), streaming.frames("strip", 24, 0, 12));
        assertEquals(1, site.count(Kind.PLAYLIST));
        assertEquals(6, fetched("/strip/").size());
        long whole = stream.media().values().stream().mapToLong(b -> b.length).sum();
        assertTrue(site.bytes(Kind.SEGMENT) <= whole, site.bytes(Kind.SEGMENT) + " of " + whole);
    }

    @Test
    void keysAndInitializationSectionsAreFetchedOnce() {
        HlsStream encrypted =
                HlsRecipe.fmp4(Clip.STREAM).encryption(Encryption.IV_TOLD).make();
        site.put("/keys", encrypted.files());
        assertEquals(0, streaming.frame("keys", 0));
        assertEquals(150, streaming.frame("keys", 6));
        assertEquals(1, site.count(Kind.KEY));
        assertEquals(1, site.count(Kind.INIT));
    }

    @ParameterizedTest
    @CsvSource({"100, small", "160, small", "161, middle", "320, middle", "640, large", "1000, large"})
    void theSmallestVariantThatIsLargeEnoughIsDecoded(int width, String variant) {
        // the second frame of a segment, which no I-frame playlist has
        Reply reply = edge.picture(StreamingEdge.ladder("ladder", "width/" + width + "/vid_sec/6.04"));
        assertEquals(151, reply.frame());
        assertTrue(
                fetched("/ladder/").stream().allMatch(p -> p.startsWith("/ladder/" + variant + "/")),
                site.requests()::toString);
    }

    @Test
    void aRectangleIsCutOutOfTheLargestVariant() {
        Reply reply = edge.picture(
                StreamingEdge.ladder("rectangle", "width/100/vid_sec/6.04/src_x/0/src_y/0/src_w/640/src_h/360"));
        assertEquals(151, reply.frame());
        assertTrue(fetched("/rectangle/").stream().allMatch(p -> p.startsWith("/rectangle/large/")));
    }

    @Test
    void aKeyframeComesFromTheIFramePlaylist() {
        int[] expected = {100, 100, 101};
        double[] seconds = {4, 4.02, 4.04};
        boolean[] iFrame = {true, false, false};
        for (int i = 0; i < seconds.length; i++) {
            site.forget();
            Reply reply = edge.picture(StreamingEdge.ladder("keyframes", "width/320/vid_sec/" + seconds[i]));
            assertEquals(expected[i], reply.frame());
            assertEquals(
                    iFrame[i],
                    site.paths(Kind.PLAYLIST).contains("/keyframes/middle/iframes.m3u8"),
                    site.requests()::toString);
            if (iFrame[i]) {
                assertEquals(List.of("/keyframes/middle/segment-2.ts"), site.paths(Kind.SEGMENT));
            }
        }
    }

    @Test
    void redirectsAreFollowedAndChangeWhatNamesAreRelativeTo() {
        site.put("/moved/to", stream.files());
        site.redirect("/from", "/moved/to");
        assertEquals(151, streaming.frame("from", 6.04));
        assertEquals(List.of("/moved/to/segment-3.ts"), fetched("/moved/to/"));
        site.mend();
    }

    @Test
    void aFlavorOfAStoredEntryLeadsToAStream() {
        site.put("/stored", stream.files());
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/300", "{'name': 'Streams'}");
        admin.put("entries/0_stream", "{'partner_id': '300'}");
        admin.put("entries/0_stream/flavors/hls", "{'url': '" + site.url("/stored/media.m3u8") + "'}");
        for (String flavor : List.of("", "/flavor_id/hls")) {
            Reply reply = edge.picture("/p/300/thumbnail/entry_id/0_stream/width/320/vid_sec/6.04" + flavor);
            assertEquals(151, reply.frame());
        }
    }

    @Test
    void aStreamMayLieInTheMediaFolder() {
        Reply reply = edge.picture("/p/300/thumbnail/entry_id/film_media/width/320/vid_sec/6.04");
        assertEquals(151, reply.frame());
    }

    /** The paths of the segments that were fetched, each once. */
    private static List<String> fetched(String below) {
        return List.copyOf(new TreeSet<>(site.paths(Kind.SEGMENT).stream()
                .filter(p -> p.startsWith(below))
                .toList()));
    }
}
