package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.hls.SegmentLists.Found;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SegmentListsTest {
    private static final int SEGMENTS = 90;

    private static Found found(String name) throws Exception {
        URI uri = URI.create("https://media.example/" + name + ".m3u8");
        String text = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n" + "#EXTINF:1,\na.ts\n".repeat(SEGMENTS) + "#EXT-X-ENDLIST\n";
        SegmentList list = (SegmentList) Playlist.read(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                uri,
                uri,
                Multivariant.NONE,
                HlsConfig.DEFAULTS);
        return new Found(uri, list, new Reach(uri, true));
    }

    @Test
    void theNewestStaysHoweverOftenTheOthersAreAskedFor() throws Exception {
        Found first = found("0");
        SegmentLists lists = new SegmentLists(4 * SegmentLists.bytes(first.list()));
        lists.keep(first);
        for (int i = 1; i < 4; i++) {
            lists.keep(found(Integer.toString(i)));
        }
        for (int i = 0; i < 100; i++) {
            assertNotNull(lists.find(first.list().digest()));
        }
        Found newest = lists.keep(found("newest"));
        assertEquals(newest, lists.get(newest.list().digest()));
        assertEquals(first, lists.get(first.list().digest()), "the one used lately stays too");
        assertNull(lists.find(found("1").list().digest()));
    }

    @Test
    void whatWasDroppedIsToBeReadAnew() throws Exception {
        SegmentLists lists = new SegmentLists(1_000_000);
        Found known = lists.keep(found("0"));
        lists.drop(known.list().digest());
        PictureException gone = assertThrows(
                PictureException.class, () -> lists.get(known.list().digest()));
        assertEquals(Failure.SourceChanged.class, gone.failure().getClass());
    }
}
