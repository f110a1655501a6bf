package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;

/** A GIF of one frame. */
final class Gif implements Encoder {
    @Override
    public PixelLayout layout(boolean alpha) {
        return GifAnimation.layout(alpha);
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        try (GifAnimation only = new GifAnimation(1, Palette.Dither.DIFFUSED, out)) {
            only.add(pixels, 0);
            only.finish();
        }
    }
}
