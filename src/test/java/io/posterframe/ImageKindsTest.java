package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Jpegs;
import io.posterframe.clips.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image entries of all kinds, asked of a running server: turned ones, four inks, moving ones, and the files as they are. */
class ImageKindsTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 96;
    private static final int FRAMES = 6;

    @TempDir
    static Path temp;

    private static Path media;
    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        media = Files.createDirectory(temp.resolve("media"));
        for (int orientation = 1; orientation <= 8; orientation++) {
            write("turned" + orientation + ".jpg", Jpegs.upright(WIDTH, HEIGHT, orientation));
        }
        write("inks.jpg", Jpegs.cmyk(WIDTH, HEIGHT, true));
        for (String format : List.of("png", "gif", "webp", "avif", "bmp", "tiff")) {
            write("plain-" + format + "." + format, Pictures.file(format, WIDTH, HEIGHT));
        }
        for (String format : List.of("gif", "webp", "png")) {
            write("moving-" + format + "." + format, Pictures.animation(format, WIDTH, HEIGHT, FRAMES, 70));
        }
        edge = start("data");
    }

    private static Edge start(String data) throws IOException {
        return Edge.start(temp.resolve(data), "catalog.folder", media.toString(), "render.workers", "1");
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static void write(String name, byte[] bytes) throws IOException {
        Files.write(media.resolve(name), bytes);
    }

    private static BufferedImage image(String entry, String parameters) {
        return edge.picture(Edge.thumb(entry, parameters)).image();
    }

    private static void assertSize(int width, int height, BufferedImage image) {
        assertEquals(width + "x" + height, image.getWidth() + "x" + image.getHeight());
    }

    private static void assertColour(int expected, int seen) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(
                    expected >> shift & 255, seen >> shift & 255, 10, Integer.toHexString(seen) + " channel " + shift);
        }
    }

    private static void assertQuarters(BufferedImage image) {
        for (int i = 0; i < 4; i++) {
            assertColour(Pictures.QUARTERS.get(i), Pictures.quarter(image, i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAnImageBeforeItCuts(int orientation) {
        String entry = "turned" + orientation;
        BufferedImage fit = image(entry, "width/80/format/png");
        assertSize(80, 48, fit);
        assertQuarters(fit);
        BufferedImage crop = image(entry, "width/40/height/60/type/3/format/png");
        assertSize(40, 60, crop);
        assertQuarters(crop);
        // cut from the top, both lower quarters begin lower; from a wide box the upper ones fill it
        BufferedImage top = image(entry, "width/160/height/48/type/4/format/png");
        assertSize(160, 48, top);
        assertColour(Pictures.QUARTERS.get(0), top.getRGB(40, 40));
        assertColour(Pictures.QUARTERS.get(1), top.getRGB(120, 40));
        // the lower right quarter, but for a margin
        BufferedImage part = image(entry, "src_x/90/src_y/54/src_w/60/src_h/36/width/30/format/png");
        assertSize(30, 18, part);
        for (int i = 0; i < 4; i++) {
            assertColour(Pictures.QUARTERS.get(3), Pictures.quarter(part, i));
        }
        BufferedImage relative =
                image(entry, "src_x/45/src_w/30/src_h/20/rel_width/80/rel_height/48/type/5/format/png");
        assertSize(120, 90, relative);
        assertColour(Pictures.QUARTERS.get(1), relative.getRGB(60, 45));
    }

    @Test
    void showsFourInksInTheirColours() {
        assertQuarters(image("inks", "width/80/format/png"));
        BufferedImage jpeg = image("inks", "width/100/height/100/type/2/bgcolor/102030/quality/95");
        assertSize(100, 100, jpeg);
        assertColour(0x102030, jpeg.getRGB(50, 4));
        assertColour(Pictures.QUARTERS.get(3), jpeg.getRGB(75, 65));
    }

    @ParameterizedTest
    @CsvSource({
        "turned6, turned6.jpg, image/jpeg",
        "inks, inks.jpg, image/jpeg",
        "plain-png, plain-png.png, image/png",
        "plain-gif, plain-gif.gif, image/gif",
        "plain-webp, plain-webp.webp, image/webp",
        "plain-avif, plain-avif.avif, image/avif",
        "plain-bmp, plain-bmp.bmp, image/bmp",
        "plain-tiff, plain-tiff.tiff, image/tiff",
        "moving-webp, moving-webp.webp, image/webp",
        "moving-png, moving-png.png, image/png"
    })
    void answersWithTheFileItself(String entry, String file, String type) throws Exception {
        byte[] bytes = Files.readAllBytes(media.resolve(file));
        String target = Edge.thumb(entry, "width/0/height/0/vid_sec/3/type/2/file_name/x.png");
        for (int i = 0; i < 2; i++) {
            Reply reply = edge.picture(target);
            assertArrayEquals(bytes, reply.body());
            assertEquals(type, reply.header("content-type"));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertEquals('"' + HexFormat.of().formatHex(hash, 0, 16) + '"', reply.header("etag"));
            assertNull(reply.header("vary"));
            assertEquals(
                    304, edge.get(target, "if-none-match", reply.header("etag")).status());
        }
        Reply bare = edge.picture(Edge.thumb(entry, "width/0/height/0/strip/1"));
        assertEquals("image/jpeg", bare.header("content-type"));
        assertSize(WIDTH, HEIGHT, bare.image());
        assertNotEquals(edge.picture(target).header("etag"), bare.header("etag"));
    }

    /** The white square of frame i is drawn at i sixteenths of the width, in the middle of the height. */
    private static void assertSquareAt(int frame, BufferedImage image) {
        int step = image.getWidth() / 16;
        for (int i = 0; i < FRAMES; i++) {
            int rgb = image.getRGB(i * step + step / 2, image.getHeight() / 2);
            assertEquals(
                    i == frame, (rgb & 255) > 215, "frame " + frame + ": " + Integer.toHexString(rgb) + " at " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "webp", "png"})
    void keepsAnImageMovingInFormatsThatCan(String source) throws IOException {
        String entry = "moving-" + source;
        Reply gif = edge.picture(Edge.thumb(entry, "width/80/format/gif"));
        List<BufferedImage> frames = frames(gif.body());
        assertEquals(FRAMES, frames.size());
        assertSize(80, 48, frames.get(0));
        assertEquals("image/gif", gif.header("content-type"));
        Reply webp = edge.picture(Edge.thumb(entry, "width/80/height/20/type/3/format/webp"));
        assertEquals(FRAMES, count(webp.body(), "ANMF"));
        assertEquals(
                0, count(edge.picture(Edge.thumb(entry, "width/80/format/avif")).body(), "avis"));
        assertSquareAt(0, image(entry, "width/80/quality/95"));
        assertSquareAt(0, image(entry, "width/80/format/png"));
        Reply sliced = edge.picture(Edge.thumb(entry, "width/80/format/gif/vid_slices/4/vid_slice/2"));
        assertArrayEquals(gif.body(), sliced.body());
        assertEquals("hit; detail=memory", sliced.cacheStatus());
        // a moving answer is a source as good as any; so each of its frames can be looked at
        String again = "again-" + source;
        write(
                again + ".webp",
                edge.picture(Edge.thumb(entry, "width/160/format/webp/quality/95"))
                        .body());
        List<BufferedImage> played =
                frames(edge.picture(Edge.thumb(again, "width/160/format/gif")).body());
        assertEquals(FRAMES, played.size());
        BufferedImage canvas = new BufferedImage(160, 96, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < FRAMES; i++) {
            draw(played.get(i), canvas);
            assertSquareAt(i, canvas);
        }
    }

    private static void draw(BufferedImage frame, BufferedImage canvas) {
        var brush = canvas.createGraphics();
        brush.drawImage(frame, 0, 0, null);
        brush.dispose();
    }

    private static List<BufferedImage> frames(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<BufferedImage> frames = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(reader.read(i));
            }
            return frames;
        } finally {
            reader.dispose();
        }
    }

    private static int count(byte[] file, String word) {
        return new String(file, StandardCharsets.ISO_8859_1).split(word, -1).length - 1;
    }

    @Test
    void knowsTypeAndVariantOfAPictureAfterARestart() throws Exception {
        record Ask(String target, String accept, String type) {}
        String auto = Edge.thumb("turned6", "width/90/format/auto");
        List<Ask> asks = List.of(
                new Ask(auto, "image/avif,image/webp,*/*", "image/avif"),
                new Ask(auto, "image/webp,*/*", "image/webp"),
                new Ask(auto, "*/*", "image/jpeg"),
                new Ask(Edge.thumb("plain-png", "width/90/format/webp"), "*/*", "image/webp"),
                new Ask(Edge.thumb("plain-png", "width/90/format/pdf"), "*/*", "application/pdf"),
                new Ask(Edge.thumb("plain-tiff", "width/0/height/0"), "*/*", "image/tiff"));
        List<Reply> before = new ArrayList<>();
        try (Edge first = start("kept")) {
            for (Ask ask : asks) {
                before.add(first.picture(ask.target, "accept", ask.accept));
            }
            first.settles();
        }
        try (Edge second = start("kept")) {
            for (int i = 0; i < asks.size(); i++) {
                Ask ask = asks.get(i);
                Reply reply = second.picture(ask.target, "accept", ask.accept);
                assertEquals("hit; detail=disk", reply.cacheStatus(), ask.toString());
                assertEquals(ask.type, reply.header("content-type"));
                assertEquals(ask.target.equals(auto) ? "Accept" : null, reply.header("vary"));
                assertEquals(before.get(i).header("etag"), reply.header("etag"));
                assertArrayEquals(before.get(i).body(), reply.body());
            }
            assertEquals(0, second.renders());
        }
        assertTrue(before.stream().map(reply -> reply.header("etag")).distinct().count() == 6);
    }
}
