package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.posterframe.clips.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos that are replaced, removed and put back while they are served; a change is looked for every 100 ms. */
class ReplacedVideoTest {
    @TempDir
    static Path temp;

    private static Path media;
    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        media = Files.createDirectory(temp.resolve("media"));
        edge = Edge.start(
                temp.resolve("data"),
                "catalog.folder",
                media.toString(),
                "origin.recheck-after",
                "100ms",
                "cache.lasting-failure-ttl",
                "500ms");
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    /** As a publishing tool should: written beside and renamed. */
    private static void put(String entry, Clip clip) throws IOException {
        Path beside = media.resolve(entry + ".part");
        Files.copy(clip.file(), beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, media.resolve(entry + ".mp4"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String whole(String entry) {
        return Edge.thumb(entry, "width/0/height/0/vid_sec/1");
    }

    private static void shows(String entry, String size) {
        Until.holds(
                entry + " shows the other video",
                () -> edge.picture(whole(entry)).size().equals(size));
    }

    @Test
    void servesTheOldPictureWhileTheNewOneIsMade() throws Exception {
        put("a", Clip.MP4_INDEX_FIRST);
        Reply old = edge.picture(whole("a"));
        assertEquals("320x180", old.size());
        long renders = edge.renders();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            put("a", Clip.ROTATED_90);
            Until.holds("the change is seen", () -> stale(edge.picture(whole("a"))));
            for (int i = 0; i < 20; i++) {
                Reply reply = edge.picture(whole("a"));
                assertEquals(true, stale(reply));
                assertArrayEquals(old.body(), reply.body());
            }
            assertEquals(1, edge.server().delivery().flights());
            stopped.letGo();
        }
        shows("a", "180x320");
        // stale when the last check was too long ago
        Until.holds(
                "it is current", () -> edge.picture(whole("a")).cacheStatus().equals("hit; detail=memory"));
        Reply current = edge.picture(whole("a"));
        assertNotEquals(old.header("etag"), current.header("etag"));
        assertEquals(
                200, edge.get(whole("a"), "if-none-match", old.header("etag")).status());
        assertEquals(renders + 1, edge.renders());
    }

    private static boolean stale(Reply reply) {
        return reply.cacheStatus().endsWith("detail=stale");
    }

    @Test
    void noticesThatAVideoIsGoneAndBack() throws Exception {
        put("b", Clip.MP4_INDEX_FIRST);
        shows("b", "320x180");
        Files.delete(media.resolve("b.mp4"));
        Until.holds("it is gone", () -> "error-1".equals(edge.get(whole("b")).header("x-kaltura")));
        put("b", Clip.ROTATED_90);
        Until.holds("it is back", () -> edge.get(whole("b")).status() == 200);
        shows("b", "180x320");
    }

    @Test
    void noticesThatAVideoBecameNone() throws Exception {
        put("c", Clip.MP4_INDEX_FIRST);
        shows("c", "320x180");
        put("c", Clip.GARBAGE);
        Until.holds("it is broken", () -> "error-17".equals(edge.get(whole("c")).header("x-kaltura")));
        put("c", Clip.ROTATED_90);
        Until.holds("it is whole again", () -> edge.get(whole("c")).status() == 200);
        shows("c", "180x320");
    }

    @Test
    void findsANewVideoThatWasAskedForTooEarly() throws Exception {
        assertEquals("error-1", edge.get(whole("d")).header("x-kaltura"));
        put("d", Clip.MP4_INDEX_FIRST);
        Until.holds("it is there", () -> edge.get(whole("d")).status() == 200);
    }

    /** No picture is made of two versions, also when a file is written over in place. */
    @Test
    void survivesAFileThatIsWrittenOver() throws Exception {
        put("e", Clip.MP4_INDEX_FIRST);
        shows("e", "320x180");
        Files.write(media.resolve("e.mp4"), Files.readAllBytes(Clip.ROTATED_90.file()));
        shows("e", "180x320");
        assertEquals(25, edge.picture(whole("e")).frame());
        assertEquals(
                50, edge.picture(Edge.thumb("e", "width/0/height/0/vid_sec/2")).frame());
    }
}
