package io.posterframe.catalog;

import io.posterframe.still.ImageHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A stored image and its size when it is upright, in pixels.
 *
 * @param version 0 for the current one
 */
record SizedImage(Path file, int version, int width, int height) {
    /** Headers stand in front; what a camera writes before the size fits in here too. */
    private static final int HEAD = 256 << 10;

    /** Reads the size from the file's header; empty when it has none that is understood. Blocking. */
    static Optional<SizedImage> of(Path file, int version) {
        try (InputStream in = Files.newInputStream(file)) {
            return ImageHeader.read(in.readNBytes(HEAD))
                    .map(header -> new SizedImage(file, version, header.uprightWidth(), header.uprightHeight()));
        } catch (IOException e) {
            return Optional.empty(); // gone since, or not ours to read
        }
    }

    /**
     * The one whose shape is nearest to a box.
     *
     * @param images the current one first, if there is one
     */
    static Optional<SizedImage> nearest(List<SizedImage> images, Poster.Nearest box) {
        return box.nearest(images, SizedImage::width, SizedImage::height);
    }
}
