package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.posterframe.decode.Image;
import io.posterframe.decode.Video;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Makes whole pictures of an open video or image: decode, compose, encode. For one thread; keeps its scaling filters.
 */
public final class PictureMaker implements AutoCloseable {
    private static final int PART = 64 << 10;

    private final Cutter cutter = new Cutter();
    private final Runnable decoded;

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    public PictureMaker() {
        this(() -> {});
    }

    /** @param decoded is run for each picture when all its frames are decoded, and before it is encoded */
    public PictureMaker(Runnable decoded) {
        this.decoded = decoded;
    }

    /**
     * Makes one picture of a video and writes its file.
     *
     * @param out throws when the file becomes too large
     * @throws io.posterframe.picture.PictureException when the video has no such picture, or a limit is passed
     */
    public MadePicture make(Video video, PictureSpec spec, PictureConfig limits, OutputStream out) throws IOException {
        long duration = spec.moment().needsDuration() ? video.durationMicros() : video.declaredDurationMicros();
        long[] times = spec.moment().times(duration, limits.posterOffset().toNanos() / 1000);
        if (spec.moment() instanceof Moment.Poster && limits.defaultFrame() == PictureConfig.DefaultFrame.AUTO) {
            try (PosterChoice choice = new PosterChoice(video)) {
                times[0] = choice.near(times[0], duration);
            }
        }
        return still(spec, limits, out, sink -> {
            video.frames(times, sink);
            decoded.run();
        });
    }

    /**
     * Makes one picture of an image file and writes its file; what the spec says of a moment is ignored. An animation
     * stays one in a format that can move, up to {@link PictureConfig#maxAnimationPixels}; otherwise its first frame is
     * shown.
     *
     * @param out throws when the file becomes too large
     * @return sizes are those of the upright picture, also where the file was asked for as it is
     * @throws io.posterframe.picture.PictureException when the image can't be decoded, or a limit is passed
     */
    public MadePicture make(Image image, PictureSpec asked, PictureConfig limits, OutputStream out) throws IOException {
        PictureSpec spec = asked.ofStill();
        Encoding encoding = spec.encoding();
        if (encoding.original()) {
            return original(image, out);
        }
        if (image.animated() && encoding.format().animation()) {
            Animation animation = new Animation(image, spec, limits, cutter);
            if (animation.fits()) {
                return animation.write(out, decoded);
            }
        }
        int shrink = Shrink.of(image, spec, limits);
        return still(
                spec,
                limits,
                out,
                sink -> image.first(shrink, (frame, millis) -> {
                    // an image may be large by itself; what composing takes beside depends on the size that is asked
                    // for
                    decoded.run();
                    sink.accept(0, frame);
                }));
    }

    private MadePicture still(PictureSpec spec, PictureConfig limits, OutputStream out, Still.Frames frames)
            throws IOException {
        Stopwatch watch = new Stopwatch();
        return new Still(spec, limits, cutter).write(frames, watch, out);
    }

    /**
     * Makes a picture of each of these frames in one pass over a video, for as long as the sink wants more. However that
     * ends, but for a failure of the video, it can be used as before.
     *
     * @param micros as in {@link Video#frames}
     * @throws io.posterframe.picture.PictureException when a frame can't be decoded, or a limit is passed
     */
    public void frames(
            Video video, long[] micros, Geometry geometry, Encoding encoding, PictureConfig limits, PictureSink sink)
            throws IOException {
        PictureSpec spec = new PictureSpec(new Moment.At(0), geometry, encoding);
        try {
            video.frames(micros, new EachFrame(new Still(spec, limits, cutter), decoded, sink));
        } catch (EachFrame.Enough e) {
            // as the sink wanted
        } catch (EachFrame.SinkFailed e) {
            throw e.failure();
        }
    }

    private static MadePicture original(Image image, OutputStream out) throws IOException {
        Stopwatch watch = new Stopwatch();
        watch.encode(() -> copy(image.file(), out));
        UprightSize size = UprightSize.of(image);
        return watch.made(image.format(), size.width(), size.height());
    }

    private static void copy(ByteBuffer file, OutputStream out) throws IOException {
        byte[] part = new byte[PART];
        while (file.hasRemaining()) {
            int count = Math.min(part.length, file.remaining());
            file.get(part, 0, count);
            out.write(part, 0, count);
        }
    }

    @Override
    public void close() {
        cutter.close();
    }
}
