package io.posterframe.still;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts headers together byte by byte. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Bytes be(int bytes, long value) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> 8 * i));
        }
        return this;
    }

    Bytes le(int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >> 8 * i));
        }
        return this;
    }

    Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] done() {
        return out.toByteArray();
    }

    /** A box of the ISO base media file format. */
    static byte[] box(String type, byte[]... contents) {
        Bytes content = new Bytes();
        for (byte[] part : contents) {
            content.raw(part);
        }
        byte[] data = content.done();
        return new Bytes().be(4, data.length + 8).text(type).raw(data).done();
    }

    /** EXIF data with only an orientation. */
    static byte[] exif(boolean littleEndian, int orientation) {
        Bytes exif = new Bytes();
        return littleEndian
                ? exif.text("II*\0")
                        .le(4, 8)
                        .le(2, 1)
                        .le(2, 274)
                        .le(2, 3)
                        .le(4, 1)
                        .le(4, orientation)
                        .le(4, 0)
                        .done()
                : exif.text("MM\0*")
                        .be(4, 8)
                        .be(2, 1)
                        .be(2, 274)
                        .be(2, 3)
                        .be(4, 1)
                        .be(2, orientation)
                        .be(6, 0)
                        .done();
    }
}
