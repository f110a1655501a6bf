package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Video;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.io.IOException;
import java.io.OutputStream;

/** Makes a whole picture of an open video: decode, compose, encode. For one thread; keeps its scaling filters. */
public final class PictureMaker implements AutoCloseable {
    private final Scaler scaler = new Scaler();

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    /**
     * Makes one picture and writes its file.
     *
     * @param out throws when the file becomes too large
     * @throws io.posterframe.picture.PictureException when the video has no such picture, or a limit is passed
     */
    public MadePicture make(Video video, PictureSpec spec, PictureConfig limits, OutputStream out) throws IOException {
        Encoder encoder = Encoder.of(spec.encoding());
        long duration = spec.moment().needsDuration() ? video.durationMicros() : video.declaredDurationMicros();
        long[] times = spec.moment().times(duration, limits.posterOffset().toNanos() / 1000);
        if (spec.moment() instanceof Moment.Poster && limits.defaultFrame() == PictureConfig.DefaultFrame.AUTO) {
            times[0] = new PosterChoice(video, scaler).near(times[0], duration);
        }
        try (Composer composer = new Composer(spec, limits, encoder.layout(false), scaler)) {
            Stopwatch watch = new Stopwatch(composer);
            video.frames(times, watch);
            long decodeNanos = watch.elapsed() - watch.insideNanos();
            try (Pixels pixels = composer.finish()) {
                long composed = watch.elapsed();
                encoder.encode(pixels, spec.encoding(), out);
                return new MadePicture(
                        spec.encoding().format(),
                        pixels.width(),
                        pixels.height(),
                        decodeNanos,
                        composed - decodeNanos,
                        watch.elapsed() - composed);
            }
        }
    }

    @Override
    public void close() {
        scaler.close();
    }

    /** Tells the time inside the sink from the time around it. */
    private static final class Stopwatch implements Video.FrameSink {
        private final Video.FrameSink sink;
        private final long start = System.nanoTime();
        private long inside;

        Stopwatch(Video.FrameSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(int index, Frame frame) {
            long begun = System.nanoTime();
            sink.accept(index, frame);
            inside += System.nanoTime() - begun;
        }

        long elapsed() {
            return System.nanoTime() - start;
        }

        long insideNanos() {
            return inside;
        }
    }
}
