package io.posterframe.still;

import io.posterframe.picture.ImageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells a format by the bytes that its files begin with. */
final class Magic {
    /** Brands beyond this are not looked at. */
    private static final int MAX_FTYP = 512;

    private Magic() {}

    static Optional<ImageFormat> formatOf(ByteBuffer head) {
        if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(ImageFormat.JPEG);
        }
        if (starts(head, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(ImageFormat.PNG);
        }
        if (starts(head, 0, "GIF87a") || starts(head, 0, "GIF89a")) {
            return Optional.of(ImageFormat.GIF);
        }
        if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
            return Optional.of(ImageFormat.WEBP);
        }
        if (starts(head, 4, "ftyp") && namesAvif(head)) {
            return Optional.of(ImageFormat.AVIF);
        }
        if (starts(head, 0, "BM") && isBitmap(head)) {
            return Optional.of(ImageFormat.BMP);
        }
        if (starts(head, 0, "II*\0") || starts(head, 0, "MM\0*")) {
            return Optional.of(ImageFormat.TIFF);
        }
        return Optional.empty();
    }

    /** Whether the bytes at a place are these, each character one byte. */
    static boolean starts(ByteBuffer bytes, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return at >= 0
                && at <= bytes.limit() - wanted.length
                && bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /** A major or compatible brand of AVIF; the field between them is a version. */
    private static boolean namesAvif(ByteBuffer head) {
        int end = Math.min(Math.min(head.limit(), MAX_FTYP), Math.max(0, head.getInt(0)));
        for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
            if (starts(head, at, "avif") || starts(head, at, "avis")) {
                return true;
            }
        }
        return false;
    }

    /** Two letters prove little; a bitmap's reserved bytes are 0 and its second header has one of a few sizes. */
    private static boolean isBitmap(ByteBuffer head) {
        if (head.limit() < 18 || head.getInt(6) != 0) {
            return false;
        }
        int size = Integer.reverseBytes(head.getInt(14));
        return size == 12 || size >= 40 && size <= 124;
    }
}
