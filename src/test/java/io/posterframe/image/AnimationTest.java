package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.FrameReader;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Rgb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnimationTest {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    private static final int WIDTH = 61;
    private static final int HEIGHT = 40;
    private static final Encoding GIF = new Encoding(ImageFormat.GIF, 0, 0);
    private static final Encoding WEBP = new Encoding(ImageFormat.WEBP, 90, 0);

    @TempDir
    Path folder;

    /** 125 ms are twelve hundredths, and the half is not lost. */
    @Test
    void aGifShowsEachFrameForItsTime() throws IOException {
        byte[] gif = bars(GIF, 0, false, 125, 125, 40, 1000);
        List<Integer> delays = new ArrayList<>();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(in);
            assertEquals(4, reader.getNumImages(true));
            for (int i = 0; i < 4; i++) {
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                delays.add(Integer.valueOf(control.getAttribute("delayTime")));
            }
            reader.dispose();
        }
        assertEquals(List.of(12, 13, 4, 100), delays);
    }

    /** Netscape's block counts repetitions. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void playsAsOftenAsIsAsked(int plays) throws IOException {
        String gif = new String(bars(GIF, plays, false, 100, 100), StandardCharsets.ISO_8859_1);
        int loop = gif.indexOf("NETSCAPE2.0");
        assertEquals(plays == 1 ? -1 : Math.max(0, plays - 1), loop < 0 ? -1 : gif.charAt(loop + 13));
        ByteBuffer webp = ByteBuffer.wrap(bars(WEBP, plays, false, 100, 100)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("ANIM", new String(webp.array(), 30, 4, StandardCharsets.US_ASCII));
        assertEquals(plays, webp.getShort(42));
    }

    @Test
    void aWebpShowsEachFrameForItsTime() throws IOException {
        ByteBuffer webp =
                ByteBuffer.wrap(bars(WEBP, 0, false, 125, 41, 40, 1003)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(webp.capacity(), webp.getInt(4) + 8);
        List<Integer> durations = new ArrayList<>();
        for (int at = 12; at < webp.capacity(); at += 8 + (webp.getInt(at + 4) + 1 & ~1)) {
            if (new String(webp.array(), at, 4, StandardCharsets.US_ASCII).equals("ANMF")) {
                durations.add(webp.getInt(at + 20) & 0xffffff);
            }
        }
        assertEquals(List.of(125, 41, 40, 1003), durations);
    }

    /** Each frame shows one bar at another place: what the last one left would be seen. */
    @Test
    void aFrameDoesNotShowThroughTheNext() throws IOException {
        for (boolean alpha : new boolean[] {false, true}) {
            Path file = folder.resolve("bars.gif");
            Files.write(file, bars(GIF, 0, alpha, 100, 100, 100, 100));
            try (FrameReader reader = new FrameReader(file)) {
                for (int i = 0; i < 4; i++) {
                    assertTrue(reader.next());
                    var picture = reader.picture();
                    for (int bar = 0; bar < 4; bar++) {
                        int red = picture.getRGB(10 * bar + 5, 20) >> 16 & 255;
                        // a transparent pixel is white or black, as the reader likes it; the bar is of medium red
                        assertEquals(bar == i, Math.abs(red - 150) < 30, "bar " + bar + " in frame " + i + ": " + red);
                    }
                }
                assertFalse(reader.next());
            }
        }
    }

    @Test
    void onlyGifAndWebpMove() {
        Encoding png = new Encoding(ImageFormat.PNG, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> AnimationEncoder.of(png, 0, new ByteArrayOutputStream()));
    }

    /** Frames with a red bar that moves from left to right, on blue or on nothing. */
    static byte[] bars(Encoding encoding, int plays, boolean alpha, int... millis) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PixelLayout layout = AnimationEncoder.layout(encoding, alpha);
        try (AnimationEncoder encoder = AnimationEncoder.of(encoding, plays, out)) {
            for (int i = 0; i < millis.length; i++) {
                try (Pixels pixels = new Pixels(WIDTH, HEIGHT, layout);
                        Pixels bar = new Pixels(10, HEIGHT, layout)) {
                    pixels.fill(new Rgb(0, 0, 255));
                    if (alpha) {
                        ByteBuffer rows = pixels.plane(0);
                        for (int at = 3; at < rows.capacity(); at += 4) {
                            rows.put(at, (byte) 0);
                        }
                    }
                    bar.fill(new Rgb(150, 20, 20));
                    pixels.put(bar, 10 * i, 0);
                    encoder.add(pixels, millis[i]);
                }
            }
            encoder.finish();
        }
        return out.toByteArray();
    }
}
