package io.posterframe.dialect.capture;

import io.posterframe.picture.ImageFormat;
import java.time.Instant;

/**
 * A picture that was captured and is stored.
 *
 * @param name       nobody can guess it; no two have one
 * @param node       the server that has it
 * @param bytes      how long it is
 * @param width      in pixels
 * @param height     in pixels
 * @param validUntil from when on it isn't served any more
 */
record Capture(
        String name,
        String node,
        String roomId,
        ImageFormat format,
        long bytes,
        int width,
        int height,
        Instant createdAt,
        Instant validUntil) {

    /** What its file is called, and the last part of its URL. */
    String fileName() {
        return name + "." + format.extension();
    }
}
