package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Image files as entries, and as what is stored for videos. */
class ImageEntryTest {
    private static final String HOUR =
            "public, max-age=3600, s-maxage=3600, stale-while-revalidate=60, stale-if-error=86400";

    @TempDir
    static Path temp;

    private static Path media;
    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        media = Files.createDirectory(temp.resolve("media"));
        Files.copy(Clip.MP4_INDEX_FIRST.file(), media.resolve("clip.mp4"));
        Files.copy(Clip.MP4_INDEX_FIRST.file(), media.resolve("bare.mp4"));
        image("clip.jpg", 160, 90, Color.RED);
        image("clip.v3.png", 90, 160, Color.GREEN);
        image("photo.png", 200, 100, Color.BLUE);
        image("photo.v2.jpg", 100, 100, Color.YELLOW);
        edge = Edge.start(
                temp.resolve("data"),
                "catalog.folder",
                media.toString(),
                "render.workers",
                "1",
                "origin.recheck-after",
                "0s",
                "origin.stale-while-revalidate",
                "0s",
                "delivery.stale-while-revalidate",
                "0s");
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static void image(String name, int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(colour);
        brush.fillRect(0, 0, width, height);
        brush.dispose();
        Path beside = media.resolve(".beside");
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), beside.toFile());
        Files.move(beside, media.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Reply picture(String entry, String parameters) {
        return edge.picture(Edge.thumb(entry, parameters));
    }

    /** Red, green, yellow or blue in the middle, or the number of a frame. */
    private static String shown(Reply reply) {
        BufferedImage image = reply.image();
        int frame = image.getWidth() < 160 ? Barcode.NONE : reply.frame();
        if (frame != Barcode.NONE) {
            return "frame " + frame;
        }
        Color middle = new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
        boolean red = middle.getRed() > 128;
        boolean green = middle.getGreen() > 100;
        return red && green ? "yellow" : red ? "red" : green ? "green" : "blue";
    }

    @ParameterizedTest
    @CsvSource({
        "clip, width/160, red, 160x90",
        "clip, width/160/version/0, red, 160x90",
        "clip, width/180/version/3, green, 180x320",
        "clip, width/160/version/4, frame 75, 160x90",
        "clip, width/160/version/100000, red, 160x90",
        "clip, width/160/vid_sec/1, frame 25, 160x90",
        "clip, width/160/vid_sec/1/version/3, frame 25, 160x90",
        "clip, width/90/height/150/nearest_aspect_ratio/1, green, 90x150",
        "clip, width/90/height/50/nearest_aspect_ratio/1, red, 90x50",
        "bare, width/160, frame 75, 160x90",
        "bare, width/160/version/7, frame 75, 160x90",
        "photo, width/100, blue, 100x50",
        "photo, width/100/vid_sec/4, blue, 100x50",
        "photo, width/50/vid_slices/1200, blue, 50x25",
        "photo, width/50/version/2, yellow, 50x50",
        "photo, width/50/height/49/nearest_aspect_ratio/1, yellow, 50x49"
    })
    void showsWhatIsStored(String entry, String parameters, String shown, String size) {
        Reply reply = picture(entry, parameters);
        assertEquals(shown, shown(reply));
        assertEquals(size, reply.size());
    }

    @Test
    void ignoresTheMomentOfAnImage() {
        Reply one = picture("photo", "width/77/vid_sec/1");
        Reply other = picture("photo", "width/77/vid_slices/8/start_sec/2");
        assertEquals("hit; detail=memory", other.cacheStatus());
        assertArrayEquals(one.body(), other.body());
    }

    @Test
    void knowsNoVersionThatIsNotThere() {
        Reply reply = edge.get(Edge.thumb("photo", "version/9"));
        assertEquals(404, reply.status());
        assertEquals("error-10", reply.header("x-kaltura"));
        assertEquals("exiting on error 10 - missing thumbnail fileSync for entry", reply.header("x-kaltura-app"));
        assertEquals("this entry has no version 9\n", reply.text());
        assertEquals(404, edge.get(Edge.thumb("photo.v2", "width/50")).status());
    }

    @Test
    void onlyAStoredVersionIsImmutable() {
        assertEquals(HOUR + ", immutable", picture("clip", "width/60/version/3").header("cache-control"));
        assertEquals(
                HOUR + ", immutable", picture("photo", "width/60/version/2").header("cache-control"));
        for (String parameters : new String[] {"version/4", "version/100000", "version/3/vid_sec/1", "type/1"}) {
            assertEquals(HOUR, picture("clip", "width/60/" + parameters).header("cache-control"), parameters);
        }
    }

    @Test
    void answersAnImageAsItIsWhenNothingIsAsked() throws IOException {
        Reply original = picture("photo", "width/0/height/0");
        assertEquals("image/png", original.header("content-type"));
        assertArrayEquals(Files.readAllBytes(media.resolve("photo.png")), original.body());
        assertArrayEquals(
                Files.readAllBytes(media.resolve("clip.v3.png")),
                picture("clip", "width/0/height/0/version/3/file_name/a.jpg").body());
        assertEquals(
                "image/jpeg", picture("photo", "width/0/height/0/format/jpg").header("content-type"));
        assertEquals(
                "image/jpeg", picture("photo", "width/0/height/0/quality/75").header("content-type"));
        Reply frame = picture("bare", "width/0/height/0/vid_sec/1");
        assertEquals("image/jpeg", frame.header("content-type"));
        Reply same = picture("bare", "width/0/height/0/vid_sec/1/quality/75");
        assertEquals("hit; detail=memory", same.cacheStatus(), "of a frame it is the same picture");
        assertEquals(frame.header("etag"), same.header("etag"));
    }

    @Test
    void aPosterComesIsReplacedAndGoes() throws Exception {
        Files.copy(Clip.MP4_INDEX_FIRST.file(), media.resolve("late.mp4"));
        String parameters = "width/170";
        assertEquals("frame 75", shown(picture("late", parameters)));
        image("late.jpg", 160, 90, Color.RED);
        Until.holds(
                "the poster is seen", () -> shown(picture("late", parameters)).equals("red"));
        image("late.jpg", 160, 90, Color.GREEN);
        Until.holds("the new poster is seen", () -> shown(picture("late", parameters))
                .equals("green"));
        Files.delete(media.resolve("late.jpg"));
        Until.holds("the video is seen", () -> {
            Reply reply = edge.get(Edge.thumb("late", parameters));
            return reply.status() == 200 && shown(reply).equals("frame 75");
        });
    }

    @Test
    void tellsWhatItCanWrite() throws Exception {
        Reply health = edge.ready().get("/health");
        assertEquals(200, health.status());
        assertEquals("application/json", health.header("content-type"));
        assertTrue(health.text().startsWith("{\"status\":\"ready\",\"workers\":1,"), health::text);
        assertTrue(health.text().contains(",\"formats\":[\"jpeg\",\"png\","), health::text);
        boolean jxr = edge.server().formats().off().isEmpty();
        Reply picture = edge.get(Edge.thumb("photo", "format/jxr"));
        if (jxr) {
            assertEquals("image/vnd.ms-photo", picture.header("content-type"));
            assertTrue(health.text().endsWith("\"formats_off\":{}}"), health::text);
        } else {
            assertEquals("error-17", picture.header("x-kaltura"));
            assertTrue(picture.text().contains("jxr"), picture::text);
            assertTrue(health.text().contains("libjxr-tools"), health::text);
        }
        assertNotEquals(health.text(), edge.get("/health/ready").text());
        assertFalse(edge.get("/health/ready").text().contains("formats"));
    }
}
