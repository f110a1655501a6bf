package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are no videos, or no whole ones, and ids that lead nowhere. */
class HostileVideoTest {
    @TempDir
    static Path temp;

    private static Path media;
    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        media = Files.createDirectory(temp.resolve("media"));
        edge = Edge.start(temp.resolve("data"), "catalog.folder", media.toString())
                .ready();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    private static double jobs() {
        return edge.metrics().value("posterframe_stage_seconds_count{stage=\"queue\"}");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "GARBAGE", "TEXT", "TRUNCATED_BEFORE_INDEX", "SOUND_M4A", "SOUND_MP3"})
    void triesOnceWhatIsNoVideo(Clip clip) throws IOException {
        String entry = clip.name().toLowerCase();
        Files.copy(clip.file(), media.resolve(entry + ".mp4"));
        double before = jobs();
        for (int i = 0; i < 5; i++) {
            Reply reply = edge.get(Edge.thumb(entry, "width/320/vid_sec/" + i));
            assertEquals(404, reply.status());
            assertEquals("error-17", reply.header("x-kaltura"));
            assertEquals("public, max-age=60", reply.header("cache-control"));
        }
        assertEquals(before + 1, jobs());
    }

    /** Whatever comes of them, each is answered, and the videos that are whole are served as ever. */
    @ParameterizedTest
    @EnumSource(names = {"MP4_INDEX_FIRST", "MP4_FRAGMENTED", "MKV", "TS", "VP9", "MPEG4_AVI"})
    void survivesDamagedFiles(Clip clip) throws IOException {
        byte[] whole = Files.readAllBytes(clip.file());
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            String entry = clip.name().toLowerCase() + "-" + seed;
            String extension = clip.fileName().substring(clip.fileName().lastIndexOf('.'));
            Files.write(media.resolve(entry + extension), damaged(whole, new Random(seed)));
            replies.add(edge.send(Edge.thumb(entry, "width/320/vid_sec/3.3")));
            replies.add(edge.send(Edge.thumb(entry, "width/100/vid_slices/5")));
        }
        for (CompletableFuture<Reply> reply : replies) {
            Reply answer = reply.join();
            if (answer.status() == 200) {
                assertTrue(answer.image().getWidth() > 0);
            } else {
                assertEquals(404, answer.status(), answer::text);
                assertTrue(List.of("error-17", "error-25").contains(answer.header("x-kaltura")), answer::text);
            }
        }
        Files.copy(clip.file(), media.resolve("whole-" + clip.fileName()));
        String name = clip.fileName().substring(0, clip.fileName().lastIndexOf('.'));
        assertEquals(
                82,
                edge.picture(Edge.thumb("whole-" + name, "width/320/vid_sec/3.3"))
                        .frame());
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        for (int i = 0; i < 20; i++) {
            // half of it in the headers, where a number may become any other
            int at = random.nextInt(i % 2 == 0 ? damaged.length : 2000);
            damaged[at] = (byte) random.nextInt();
        }
        return random.nextInt(4) > 0 ? damaged : Arrays.copyOf(damaged, random.nextInt(damaged.length));
    }

    @Test
    void answersAThousandUnknownIds() throws IOException {
        Files.copy(Clip.MKV.file(), media.resolve("known.mkv"));
        double before = jobs();
        double ready = edge.metrics().value("posterframe_ready_answers");
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            replies.add(edge.send(Edge.thumb("no_such_" + i + "_entry", "width/320")));
        }
        for (CompletableFuture<Reply> reply : replies) {
            assertEquals("error-1", reply.join().header("x-kaltura"));
        }
        assertEquals(75, edge.picture(Edge.thumb("known", "width/320")).frame());
        assertEquals(before + 1, jobs());
        assertEquals(ready + 1, edge.metrics().value("posterframe_ready_answers"));
    }

    @Test
    void keepsABoundedNumberOfSpellings() throws IOException {
        Files.copy(Clip.MKV.file(), media.resolve("spelled.mkv"));
        double before = edge.metrics().value("posterframe_ready_answers");
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    75, edge.picture(Edge.thumb("spelled", "width/320?" + i)).frame());
        }
        assertTrue(edge.metrics().value("posterframe_ready_answers") <= before + 4);
    }
}
