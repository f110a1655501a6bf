package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;

/** Stands in for branch formats' interface of this name, which replaces it. */
interface AnimationEncoder extends AutoCloseable {
    void add(Pixels pixels, int shownMillis) throws IOException;

    void finish() throws IOException;

    @Override
    void close();

    static PixelLayout layout(Encoding encoding, boolean alpha) {
        return PixelLayout.BGRA;
    }

    static AnimationEncoder of(Encoding encoding, int plays, OutputStream out) {
        throw new IllegalStateException("not there yet");
    }
}
