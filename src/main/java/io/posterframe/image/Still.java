package io.posterframe.image;

import io.posterframe.decode.Video;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.io.IOException;
import java.io.OutputStream;

/** Composes a picture that stands still and encodes it; any number of them, one after the other. */
final class Still {
    private final PictureSpec spec;
    private final PictureConfig limits;
    private final Cutter cutter;
    private final Encoder encoder;

    Still(PictureSpec spec, PictureConfig limits, Cutter cutter) {
        this.spec = spec;
        this.limits = limits;
        this.cutter = cutter;
        this.encoder = Encoder.of(spec.encoding());
    }

    /** Something that hands over all frames of one picture. */
    @FunctionalInterface
    interface Frames {
        void to(Video.FrameSink sink);
    }

    /**
     * Makes one picture.
     *
     * @param watch started when the first of the frames was begun
     * @param out   throws when the file becomes too large
     */
    MadePicture write(Frames frames, Stopwatch watch, OutputStream out) throws IOException {
        try (Composer composer = new Composer(spec, limits, encoder::layout, cutter)) {
            frames.to((index, frame) -> watch.compose(() -> composer.accept(index, frame)));
            try (Pixels pixels = watch.composed(composer::finish)) {
                watch.encode(() -> encoder.encode(pixels, spec.encoding(), out));
                return watch.made(spec.encoding().format(), pixels.width(), pixels.height());
            }
        }
    }
}
