package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk: after a restart, damaged, gone in mid-run, or of no use at all. */
class RestartTest {
    private static final String SMALL = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
    /** Too large to be read into memory at once. */
    private static final String LARGE = Edge.thumb(Clip.MKV, "width/1280/vid_sec/2/format/png");

    @TempDir
    Path data;

    private Edge start() throws IOException {
        return Edge.start(data, "render.workers", "1", "cache.disk-inline-max-bytes", "100KiB");
    }

    @Test
    void makesNothingAnewAfterARestart() throws Exception {
        Reply small;
        Reply large;
        try (Edge edge = start()) {
            small = edge.picture(SMALL);
            large = edge.picture(LARGE);
            assertTrue(large.body().length > 100 << 10);
        }
        try (Edge edge = start()) {
            assertSame(small, edge.picture(SMALL), "hit; detail=disk");
            assertSame(small, edge.picture(SMALL), "hit; detail=memory");
            assertSame(large, edge.picture(LARGE), "hit; detail=disk");
            assertSame(large, edge.picture(LARGE), "hit; detail=disk");
            assertEquals(
                    304, edge.get(LARGE, "if-none-match", large.header("etag")).status());
            assertEquals(0, edge.renders());
            edge.settles();
        }
    }

    private static void assertSame(Reply before, Reply after, String cacheStatus) {
        assertArrayEquals(before.body(), after.body());
        for (String name : new String[] {"etag", "last-modified", "content-type", "content-length", "cache-control"}) {
            assertEquals(before.header(name), after.header(name));
        }
        assertEquals(cacheStatus, after.cacheStatus());
    }

    @Test
    void makesAnewWhatIsDamagedOnDisk() throws Exception {
        List<Path> files;
        try (Edge edge = start()) {
            edge.picture(LARGE);
            for (int second = 0; second < 5; second++) {
                edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/" + second));
            }
            files = edge.pictureFiles();
            files.sort(Comparator.comparingLong(file -> file.toFile().length()));
            assertEquals(6, files.size());
        }
        Files.write(files.get(0), new byte[0]);
        Files.write(files.get(1), new byte[3000]);
        byte[] cut = Files.readAllBytes(files.get(2));
        Files.write(files.get(2), java.util.Arrays.copyOf(cut, cut.length - 1));
        flip(files.get(3), 20);
        flip(files.get(4), 1000);
        flip(files.get(5), 130_000);
        try (Edge edge = start()) {
            for (int second = 0; second < 5; second++) {
                Reply reply = edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/" + second));
                assertEquals(second * 25, reply.frame());
                assertEquals("fwd=miss; stored", reply.cacheStatus());
            }
            assertEquals(50, edge.picture(LARGE).frame());
            assertEquals(6, edge.renders());
            assertEquals(6, edge.metrics().value("posterframe_cache_disk_corrupt_total"));
            assertEquals(6, edge.pictureFiles().size());
        }
        try (Edge edge = start()) {
            assertEquals("hit; detail=disk", edge.picture(LARGE).cacheStatus());
            assertEquals(25, edge.picture(SMALL).frame());
            assertEquals(0, edge.renders());
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void sweepsUpWhatAKilledServerLeftBehind() throws Exception {
        Path unfinished = Files.createDirectories(data.resolve("pictures/unfinished"));
        Files.write(unfinished.resolve("4711-1-1"), new byte[1000]);
        Path spool = Files.createDirectories(data.resolve("spool"));
        Files.write(spool.resolve("copy.spool"), new byte[1000]);
        try (Edge edge = start()) {
            edge.settles();
            Until.holds("the copy is gone", () -> spool.toFile().list().length == 0);
        }
    }

    @Test
    void goesOnWhenItsFolderIsDeleted() throws Exception {
        try (Edge edge = start()) {
            Reply small = edge.picture(SMALL);
            edge.picture(LARGE);
            edge.settles();
            delete(data.resolve("pictures"));
            assertArrayEquals(small.body(), edge.picture(SMALL).body());
            assertEquals(
                    100,
                    edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/4")).frame());
            assertEquals(50, edge.picture(LARGE).frame());
            assertTrue(edge.pictureFiles().size() >= 1);
            delete(data);
            assertEquals(
                    125,
                    edge.picture(Edge.thumb(Clip.TS, "width/160/vid_sec/5")).frame());
            assertTrue(edge.pictureFiles().size() >= 1);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void servesWithoutADisk() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("pictures"), "a file where the folder should be");
        try (Edge edge = start()) {
            assertEquals("fwd=miss; stored", edge.picture(SMALL).cacheStatus());
            assertEquals("hit; detail=memory", edge.picture(SMALL).cacheStatus());
            assertEquals(50, edge.picture(LARGE).frame());
            edge.settles();
            assertTrue(edge.metrics().value("posterframe_cache_disk_errors_total") > 0);
            assertTrue(edge.metrics().value("posterframe_cache_disk_writes_dropped_total") >= 2);
            assertEquals(200, edge.ready().get("/health/ready").status());
        }
    }
}
