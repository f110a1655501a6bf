package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.Jpegs;
import io.posterframe.clips.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Image entries that are damaged, no images at all, or made to cost more than they look. */
class HostileImageTest {
    private static final int WORKERS = 2;
    private static final int DAMAGED_OF_EACH = 18;

    /** What is asked of the damaged ones, in turn. */
    private static final List<String> ASKED = List.of(
            "width/40",
            "width/40/height/40/type/3/format/png",
            "width/50/format/gif",
            "width/50/format/webp",
            "width/200");

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
                        "render.workers",
                        Integer.toString(WORKERS),
                        "render.queue-length",
                        "1000")
                .ready();
        write("good.png", Pictures.file("png", 64, 48));
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    /** Whatever was asked: a good picture still comes, and both workers are there. */
    @AfterEach
    void recovers() {
        edge.settles();
        Until.holds("the workers are there", () -> edge.server().pool().readyWorkers() == WORKERS);
        Reply good = edge.picture(Edge.thumb("good", "width/32/format/png/quality/" + edge.renders() % 100));
        assertEquals("32x24", good.size());
        assertEquals(0xff000000 | Pictures.QUARTERS.get(0), Pictures.quarter(good.image(), 0));
    }

    private static void write(String name, byte[] bytes) throws IOException {
        Files.write(media.resolve(name), bytes);
    }

    private static void assertRefused(Reply reply) {
        assertEquals(404, reply.status(), reply::text);
        assertTrue(List.of("error-17", "error-25").contains(reply.header("x-kaltura")), reply::text);
        assertTrue(reply.text().matches("[^\n]{10,}\n"), reply::text);
    }

    @Test
    void answersEveryDamagedImage() throws IOException {
        Map<String, CompletableFuture<Reply>> replies = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> kind : HostileImages.whole(64, 48).entrySet()) {
            String name = kind.getKey();
            int dot = name.lastIndexOf('.');
            for (int seed = 0; seed < DAMAGED_OF_EACH; seed++) {
                String entry = "damaged-" + name.replace('.', '-') + "-" + seed;
                write(entry + name.substring(dot), HostileImages.damaged(kind.getValue(), new Random(seed)));
                String target = Edge.thumb(entry, ASKED.get(seed % ASKED.size()));
                replies.put(target, edge.send(target));
            }
        }
        int shown = 0;
        for (Map.Entry<String, CompletableFuture<Reply>> each : replies.entrySet()) {
            Reply reply = each.getValue().join();
            if (reply.status() == 200) {
                shown++;
                assertTrue(reply.header("content-type").startsWith("image/"), each.getKey());
                if (!reply.header("content-type").equals("image/webp")) {
                    assertTrue(reply.image().getWidth() <= 200, each.getKey());
                }
            } else {
                assertRefused(reply);
            }
        }
        assertTrue(shown > 20, shown + " are good enough");
        assertTrue(shown < replies.size() - 20, shown + " are good enough");
    }

    static Stream<Arguments> claims() {
        List<Arguments> claims = new ArrayList<>();
        claims.add(Arguments.of("huge.png", HostileImages.pngHeader(60_000, 60_000)));
        claims.add(Arguments.of("hugest.png", HostileImages.pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE)));
        claims.add(Arguments.of("negative.png", HostileImages.pngHeader(-1, 100)));
        claims.add(Arguments.of("line.png", HostileImages.pngHeader(1, 100_000_000)));
        claims.add(Arguments.of("huge.jpg", HostileImages.jpegHeader(65_535, 65_535)));
        claims.add(Arguments.of("huge.webp", HostileImages.webpHeader(16_384, 16_384)));
        claims.add(Arguments.of("hugest.webp", HostileImages.webpHeader(1 << 24, 1 << 24)));
        claims.add(Arguments.of("huge.gif", HostileImages.gif(65_535, 65_535, 2)));
        return claims.stream();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void refusesAClaimOfMorePixelsThanAreAllowed(String name, byte[] file) throws IOException {
        write("claim-" + name, file);
        assertRefused(edge.get(Edge.thumb("claim-" + entry(name), "width/50")));
        assertRefused(edge.get(Edge.thumb("claim-" + entry(name), "width/50/format/gif")));
        Files.delete(media.resolve("claim-" + name));
    }

    private static String entry(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** 64 million pixels are allowed by default, half of that with 16 bits. */
    @ParameterizedTest
    @CsvSource({"8000, 8000, 8, false", "8000, 8000, 8, true", "5656, 5656, 16, true", "1, 60000, 8, true"})
    void shrinksTheLargestThatIsAllowed(int width, int height, int depth, boolean alpha) throws IOException {
        String entry = "large-" + width + "-" + depth + alpha;
        write(entry + ".png", HostileImages.png(width, height, depth, alpha));
        Reply reply = edge.picture(Edge.thumb(entry, "width/60/height/60/format/png"));
        assertEquals(width == 1 ? "1x60" : "60x60", reply.size());
        assertEquals(alpha ? 0 : 0xff000000, reply.image().getRGB(0, 30));
    }

    @Test
    void staysAliveWhenAPictureIsLargerThanItsHeaderSays() throws IOException {
        write("inside.webp", HostileImages.webpTooLarge(32, 24));
        double before = edge.metrics().sum("posterframe_worker_ends_total");
        assertRefused(edge.get(Edge.thumb("inside", "width/16/format/png")));
        assertEquals(before, edge.metrics().sum("posterframe_worker_ends_total"));
    }

    @Test
    void showsAGifOfThousandsOfFrames() throws IOException {
        write("many.gif", HostileImages.gif(40, 30, 3000));
        assertEquals("20x15", edge.picture(Edge.thumb("many", "width/20")).size());
        assertEquals(
                "image/webp",
                edge.picture(Edge.thumb("many", "width/20/format/webp")).header("content-type"));
        // so many palettes would take a worker too long
        Reply first = edge.picture(Edge.thumb("many", "width/20/format/gif"));
        assertEquals("20x15", first.size());
        assertTrue(first.body().length < 3000, first.body().length + " bytes");
        // more pixels in all than an animation may have
        write("wide.gif", HostileImages.gif(4000, 4000, 3000));
        for (String format : List.of("gif", "webp")) {
            Reply still = edge.picture(Edge.thumb("wide", "width/1000/format/" + format));
            assertTrue(still.body().length < 100_000, still.body().length + " bytes");
        }
    }

    @Test
    void showsAPictureWhoseProfileOrTextIsBroken() throws IOException {
        byte[] noise = new byte[600];
        new Random(1).nextBytes(noise);
        byte[] claims = noise.clone();
        ByteBuffer.wrap(claims).putInt(0, 600).put(36, "acsp".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer.wrap(claims).putInt(128, Integer.MAX_VALUE);
        byte[] bomb = HostileImages.zeros(1L << 30);
        byte[] cut = HostileImages.pngWithProfile(noise, false);
        cut = Arrays.copyOf(cut, cut.length - 12);
        Map<String, byte[]> files = Map.of(
                "cut.png", cut,
                "noise.png", HostileImages.pngWithProfile(noise, true),
                "packed.png", HostileImages.pngWithProfile(noise, false),
                "claims.png", HostileImages.pngWithProfile(claims, true),
                "bomb.png", HostileImages.pngWithExtra("iCCP", bomb),
                "text.png", HostileImages.pngWithExtra("zTXt", bomb),
                "noise.jpg", Jpegs.withProfile(8, 8, noise),
                "claims.jpg", Jpegs.withProfile(8, 8, claims),
                "claims.avif", Pictures.avifWithProfile(8, 8, claims));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(
                    "profile-" + file.getKey().replace('.', '-') + file.getKey().replaceFirst(".*\\.", "."),
                    file.getValue());
            Reply reply = edge.picture(Edge.thumb("profile-" + file.getKey().replace('.', '-'), "width/4/format/png"));
            assertEquals("4x4", reply.size(), file.getKey());
        }
    }

    @Test
    void refusesWhatIsNoImageWhateverItsName() throws IOException {
        Map<String, byte[]> files = Map.of(
                "svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect/></svg>".getBytes(),
                "html", "<!doctype html><img src='http://127.0.0.1/'>".getBytes(),
                "playlist", "#EXTM3U\n#EXTINF:1\nfile:///etc/hostname\n".getBytes(),
                "empty", new byte[0],
                "zeros", new byte[10_000]);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            for (String extension : List.of("jpg", "png", "avif")) {
                String entry = "no-image-" + file.getKey() + "-" + extension;
                write(entry + "." + extension, file.getValue());
                Reply reply = edge.get(Edge.thumb(entry, "width/50"));
                assertRefused(reply);
                assertEquals("error-17", reply.header("x-kaltura"));
            }
        }
    }

    /** The name of a file only makes it an entry; what it is, its bytes say. */
    @Test
    void showsAFrameOfAVideoThatIsNamedLikeAnImage() throws IOException {
        Files.copy(Clip.MP4_INDEX_FIRST.file(), media.resolve("film.jpg"));
        for (String parameters : List.of("width/320/vid_sec/1", "width/0/height/0", "width/320/format/gif")) {
            Reply reply = edge.picture(Edge.thumb("film", parameters));
            assertEquals(75, reply.frame(), "the poster");
            assertEquals("320x180", reply.size());
        }
    }
}
