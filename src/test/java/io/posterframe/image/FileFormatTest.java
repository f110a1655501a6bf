package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.decode.Engines;
import io.posterframe.decode.FileBytes;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {
    private static final int SOF0 = 0xC0;
    private static final int DHT = 0xC4;
    private static final int DQT = 0xDB;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;

    /** The luma table of ITU-T T.81, K.1, which stands for quality 50. */
    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };

    /** Where the values of a file's table stand in the block, in their order in the file. */
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private record Segment(int marker, byte[] bytes) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 25, 49, 50, 75, 85, 90, 95, 100})
    void aJpegTellsTheQualityThatWasAskedFor(int quality) {
        byte[] jpeg = jpeg(quality, 0);
        List<byte[]> tables = tables(jpeg);
        assertTrue(tables.size() <= 2);
        assertEquals(quality, estimate(tables.get(0)), 1);
        byte[] chroma = tables.get(tables.size() - 1);
        // chroma is scaled alike: from 17 at its corner, from 99 at the end
        double seen = quality < 50 ? estimate(17, chroma[0] & 255) : estimate(99, chroma[63] & 255);
        assertEquals(quality, seen, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 50, 75, 100})
    void aJpegIsBaselineWithOneJfifSegmentAndNothingElse(int quality) {
        for (int density : new int[] {0, 300, 65_535}) {
            byte[] jpeg = jpeg(quality, density);
            List<Segment> segments = segments(jpeg);
            assertEquals(APP0, segments.get(0).marker());
            List<Integer> kinds =
                    segments.stream().map(Segment::marker).distinct().toList();
            assertTrue(List.of(APP0, DQT, SOF0, DHT, SOS).containsAll(kinds), kinds.toString());
            assertEquals(1, segments.stream().filter(s -> s.marker() == APP0).count());
            ByteBuffer jfif = ByteBuffer.wrap(segments.get(0).bytes());
            assertEquals("JFIF\0", new String(jfif.array(), 0, 5, StandardCharsets.US_ASCII));
            assertEquals(density == 0 ? 0 : 1, jfif.get(7));
            assertEquals(density == 0 ? 1 : density, jfif.getShort(8) & 0xffff);
            assertEquals(density == 0 ? 1 : density, jfif.getShort(10) & 0xffff);
            byte[] frame = segments.stream()
                    .filter(s -> s.marker() == SOF0)
                    .findFirst()
                    .orElseThrow()
                    .bytes();
            assertEquals(90, ByteBuffer.wrap(frame).getShort(1));
            assertEquals(160, ByteBuffer.wrap(frame).getShort(3));
            assertEquals(3, frame[5]);
            assertEquals(0x22, frame[7], "luma sampled 2x2: 4:2:0");
            assertEquals(0xffd9, ByteBuffer.wrap(jpeg).getShort(jpeg.length - 2) & 0xffff);
        }
    }

    @Test
    void aPngHoldsExactlyThePixels() {
        new Engines(EngineChoice.AUTO, 36_000_000).load();
        PictureSpec spec = new PictureSpec(new Moment.At(800_000), Made.box(161, 91, Crop.STRETCH), Made.PNG);
        try (Video video =
                        new Engines(EngineChoice.AUTO, 36_000_000).open(new FileBytes(Clip.BT709), Zero.FIRST_FRAME);
                Cutter cutter = new Cutter();
                Composer composer = new Composer(spec, PictureConfig.DEFAULTS, alpha -> PixelLayout.RGB, cutter)) {
            video.frames(new long[] {800_000}, composer);
            try (Pixels pixels = composer.finish()) {
                BufferedImage read = Made.read(Made.encoded(new FfmpegPng(ImageFormat.PNG), pixels, spec.encoding()));
                ByteBuffer rows = pixels.plane(0);
                for (int y = 0; y < 91; y++) {
                    for (int x = 0; x < 161; x++) {
                        int at = y * pixels.stride(0) + 3 * x;
                        int rgb = (rows.get(at) & 255) << 16 | (rows.get(at + 1) & 255) << 8 | rows.get(at + 2) & 255;
                        assertEquals(rgb, read.getRGB(x, y) & 0xffffff);
                    }
                }
            }
        }
    }

    @Test
    void aPngTellsItsPixelShapeOrDensityOnce() {
        for (int density : new int[] {0, 300, 65_535}) {
            byte[] png = png(density);
            List<String> chunks = chunks(png);
            assertEquals(
                    List.of("IHDR", "pHYs", "IDAT", "IEND"),
                    chunks.stream().distinct().toList());
            assertEquals(1, chunks.stream().filter("pHYs"::equals).count());
            ByteBuffer pixels =
                    ByteBuffer.wrap(png, new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4, 9);
            int dots = density == 0 ? 1 : (int) (density / 0.0254);
            assertEquals(dots, pixels.getInt());
            assertEquals(dots, pixels.getInt());
            assertEquals(density == 0 ? 0 : 1, pixels.get());
            assertEquals(160, Made.read(png).getWidth(), "its checksum is right");
        }
    }

    @Test
    void qualityMatters() {
        // two encoders, one on each side of 50
        for (int[] qualities : new int[][] {{1, 10, 30, 49}, {50, 75, 90, 100}}) {
            int last = 0;
            for (int quality : qualities) {
                int length = jpeg(quality, 0).length;
                assertTrue(length > last, quality + ": " + length);
                last = length;
            }
        }
    }

    private static byte[] jpeg(int quality, int density) {
        return file(new Encoding(ImageFormat.JPEG, quality, density));
    }

    private static byte[] png(int density) {
        return file(new Encoding(ImageFormat.PNG, 0, density));
    }

    private static byte[] file(Encoding encoding) {
        return Made.file(Clip.MKV, new Moment.At(0), Made.box(160, 0, Crop.FIT), encoding)
                .bytes();
    }

    /** The quality that explains a luma table best when each is scaled as the Independent JPEG Group does it. */
    private static double estimate(byte[] table) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int quality = 1; quality <= 100; quality++) {
            int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
            long off = 0;
            for (int i = 0; i < 64; i++) {
                int wanted = Math.max(1, Math.min(255, (LUMA[ZIGZAG[i]] * percent + 50) / 100));
                off += Math.abs((table[i] & 255) - wanted);
            }
            if (off < least) {
                least = off;
                best = quality;
            }
        }
        return best;
    }

    private static double estimate(int base, int value) {
        double percent = 100.0 * value / base;
        return value == 255 ? 1 : percent > 100 ? 5000 / percent : (200 - percent) / 2;
    }

    private static List<byte[]> tables(byte[] jpeg) {
        List<byte[]> tables = new ArrayList<>();
        for (Segment segment : segments(jpeg)) {
            if (segment.marker() == DQT) {
                for (int at = 0; at < segment.bytes().length; at += 65) {
                    tables.add(Arrays.copyOfRange(segment.bytes(), at + 1, at + 65));
                }
            }
        }
        return tables;
    }

    private static List<Segment> segments(byte[] jpeg) {
        List<Segment> segments = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(jpeg);
        assertEquals(0xffd8, file.getShort() & 0xffff);
        int marker;
        do {
            assertEquals(0xff, file.get() & 255);
            marker = file.get() & 255;
            byte[] bytes = new byte[(file.getShort() & 0xffff) - 2];
            file.get(bytes);
            segments.add(new Segment(marker, bytes));
        } while (marker != SOS);
        return segments;
    }

    private static List<String> chunks(byte[] png) {
        List<String> chunks = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(png).position(8);
        while (file.remaining() > 0) {
            int length = file.getInt();
            byte[] name = new byte[4];
            file.get(name);
            chunks.add(new String(name, StandardCharsets.US_ASCII));
            file.position(file.position() + length + 4);
        }
        return chunks;
    }
}
