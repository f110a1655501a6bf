package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Image;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.StripLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * An animated image that is to stay animated. It may be gone through twice: some encoders have to know beforehand
 * whether any frame is transparent.
 */
final class Animation {
    private final Image image;
    private final PictureSpec spec;
    private final PictureConfig limits;
    private final Cutter cutter;
    private final Stopwatch watch = new Stopwatch();
    private boolean transparent;

    Animation(Image image, PictureSpec spec, PictureConfig limits, Cutter cutter) {
        this.image = image;
        this.spec = spec;
        this.limits = limits;
        this.cutter = cutter;
    }

    /** Whether all its frames together stay within the limit, as they are stored and as they are written. */
    boolean fits() {
        UprightSize size = UprightSize.of(image);
        StripLayout layout = StripLayout.of(spec, size.width(), size.height(), limits);
        long decoded = (long) size.width() * size.height();
        long written = (long) layout.canvasWidth() * layout.canvasHeight();
        long each = Math.max(decoded, written) + AnimationEncoder.framePixels(spec.encoding());
        return image.frames() <= limits.maxAnimationPixels() / each;
    }

    /** Goes through the frames up to the first that is transparent. */
    private boolean anyTransparent() {
        try {
            image.all((frame, millis) -> {
                if (Alpha.in(frame) && isTransparent(frame)) {
                    throw new Enough();
                }
            });
            return false;
        } catch (Enough e) {
            return true;
        }
    }

    private boolean isTransparent(Frame frame) {
        try (Pixels pixels = composed(frame)) {
            return !Alpha.opaque(pixels);
        }
    }

    /** @param decoded is run behind the last frame */
    MadePicture write(OutputStream out, Runnable decoded) throws IOException {
        UprightSize size = UprightSize.of(image);
        Encoding encoding = spec.encoding();
        StripLayout layout = StripLayout.of(spec, size.width(), size.height(), limits);
        transparent =
                AnimationEncoder.layout(encoding, true) != AnimationEncoder.layout(encoding, false) && anyTransparent();
        try (AnimationEncoder encoder = AnimationEncoder.of(encoding, image.plays(), out)) {
            image.all((frame, millis) -> add(encoder, frame, millis));
            decoded.run();
            watch.encode(encoder::finish);
            return watch.made(encoding.format(), layout.canvasWidth(), layout.canvasHeight());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void add(AnimationEncoder encoder, Frame frame, int millis) {
        try (Pixels pixels = watch.composed(() -> composed(frame))) {
            watch.encode(() -> encoder.add(pixels, millis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the layout for transparent frames if one of those seen so far is. */
    private Pixels composed(Frame frame) {
        Encoding encoding = spec.encoding();
        try (Composer composer =
                new Composer(spec, limits, alpha -> AnimationEncoder.layout(encoding, alpha || transparent), cutter)) {
            composer.accept(0, frame);
            return composer.finish();
        }
    }

    /** Ends a walk over the frames. */
    private static final class Enough extends RuntimeException {
        Enough() {
            super(null, null, false, false);
        }
    }
}
