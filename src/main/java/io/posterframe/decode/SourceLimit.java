package io.posterframe.decode;

import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.still.AvifItems;
import java.nio.ByteBuffer;

/** How many pixels an image file may have: fewer where each takes more memory while it is decoded. */
final class SourceLimit {
    /** libaom holds up to 22 bytes a pixel, and as many again for alpha. */
    private static final long AVIF_PIXELS = 24_000_000;

    private static final int PNG_DEPTH = 24;

    private SourceLimit() {}

    /** Throws IndexOutOfBoundsException when the file is cut off or damaged. */
    static long pixels(ImageFormat format, ByteBuffer file, PictureConfig limits) {
        long most = limits.maxSourcePixels();
        return switch (format) {
            case PNG -> file.get(PNG_DEPTH) > 8 ? most / 2 : most;
            case AVIF -> Math.min(most, new AvifItems(file).alpha().isPresent() ? AVIF_PIXELS / 2 : AVIF_PIXELS);
            default -> most;
        };
    }
}
