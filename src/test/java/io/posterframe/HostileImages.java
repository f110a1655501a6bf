package io.posterframe;

import io.posterframe.clips.Jpegs;
import io.posterframe.clips.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Image files that are damaged, or made to cost more than they look. */
final class HostileImages {
    private HostileImages() {}

    /** A whole file of each kind that can be read, by name; the extension is behind the last dot. */
    static Map<String, byte[]> whole(int width, int height) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String format : new String[] {"jpeg", "png", "gif", "bmp", "tiff", "webp", "avif"}) {
            files.put("plain." + format, Pictures.file(format, width, height));
        }
        for (String format : new String[] {"png", "webp", "avif", "gif"}) {
            files.put("alpha." + format, Pictures.fileWithAlpha(format, width, height));
        }
        for (String format : new String[] {"gif", "webp", "png"}) {
            files.put("moving." + format, Pictures.animation(format, width, height, 5, 100));
        }
        files.put("turned.jpg", Jpegs.upright(width, height, 6));
        files.put("inks.jpg", Jpegs.cmyk(width, height, true));
        files.put("tiles.tif", Pictures.tiff(width, height, true, "LZW"));
        return files;
    }

    /** The file with some wrong bytes, most of them near its beginning, and in one of three cases cut off. */
    static byte[] damaged(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            int at = random.nextInt(random.nextBoolean() ? damaged.length : Math.min(damaged.length, 150));
            damaged[at] = (byte) (random.nextBoolean() ? damaged[at] ^ 1 << random.nextInt(8) : random.nextInt());
        }
        return random.nextInt(3) > 0 ? damaged : Arrays.copyOf(damaged, random.nextInt(damaged.length));
    }

    /** A PNG of one colour, all of it there, whatever its size: a few hundred times larger once it is unpacked. */
    static byte[] png(int width, int height, int depth, boolean alpha) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream rows = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            byte[] row = new byte[1 + width * (alpha ? 4 : 3) * depth / 8];
            for (int y = 0; y < height; y++) {
                rows.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png(width, height, depth, alpha ? 6 : 2, new byte[0], packed.toByteArray());
    }

    /** A PNG that claims a size and holds next to nothing. */
    static byte[] pngHeader(int width, int height) {
        return png(width, height, 8, 2, new byte[0], deflated(new byte[100]));
    }

    /** A whole PNG of 8 x 8 black pixels with a profile that says this. */
    static byte[] pngWithProfile(byte[] profile, boolean deflated) {
        return pngWithExtra("iCCP", deflated ? deflated(profile) : profile);
    }

    /** The same with a chunk that holds a name and packed data. */
    static byte[] pngWithExtra(String name, byte[] packed) {
        byte[] data = ByteBuffer.allocate(3 + packed.length)
                .put((byte) 'x')
                .position(3)
                .put(packed)
                .array();
        return png(8, 8, 8, 2, chunk(name, data), deflated(new byte[8 * 25]));
    }

    /** A thousandth of that many zeros, packed. */
    static byte[] zeros(long count) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            byte[] some = new byte[1 << 20];
            for (long i = 0; i < count; i += some.length) {
                out.write(some);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] png(int width, int height, int depth, int colours, byte[] extra, byte[] packed) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colours)
                .array();
        file.writeBytes(chunk("IHDR", header));
        file.writeBytes(extra);
        file.writeBytes(chunk("IDAT", packed));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        chunk.putInt(data.length).put(ascii(name)).put(data);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A whole little JPEG whose frame header claims a size. */
    static byte[] jpegHeader(int width, int height) {
        byte[] file = Pictures.file("jpeg", 16, 16);
        int at = 2;
        while (file[at + 1] != (byte) 0xc0) {
            at += 2 + ((file[at + 2] & 255) << 8 | file[at + 3] & 255);
        }
        ByteBuffer.wrap(file).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
        return file;
    }

    /** An extended WebP that claims a canvas, with a little lossy picture in it. */
    static byte[] webpHeader(int width, int height) {
        byte[] inner = Pictures.file("webp", 16, 16);
        ByteBuffer file = ByteBuffer.allocate(inner.length + 18).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(inner.length + 10).put(ascii("WEBPVP8X")).putInt(10);
        file.putInt(0).put(threeBytes(width - 1)).put(threeBytes(height - 1));
        return file.put(inner, 12, inner.length - 12).array();
    }

    /** The same with a picture in it that is larger than the canvas. */
    static byte[] webpTooLarge(int width, int height) {
        byte[] inner = Pictures.file("webp", 8 * width, 8 * height);
        byte[] file = webpHeader(width, height);
        return ByteBuffer.allocate(30 + inner.length - 12)
                .put(file, 0, 30)
                .put(inner, 12, inner.length - 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, inner.length + 10)
                .array();
    }

    private static byte[] threeBytes(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    /** A GIF with many frames of one pixel each, on a canvas of this size. */
    static byte[] gif(int width, int height, int frames) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer screen = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        screen.put(ascii("GIF89a")).putShort((short) width).putShort((short) height);
        // two colours: black and red
        screen.put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, (byte) 200, 0, 0});
        file.write(screen.array(), 0, screen.position());
        byte[] control = {0x21, (byte) 0xf9, 4, 4, 2, 0, 0, 0};
        // one pixel of the second colour: clear, 1, end
        byte[] pixel = {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0};
        for (int i = 0; i < frames; i++) {
            file.writeBytes(control);
            file.writeBytes(pixel);
        }
        file.write(0x3b);
        return file.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
