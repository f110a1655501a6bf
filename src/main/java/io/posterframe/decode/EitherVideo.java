package io.posterframe.decode;

import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** A video that another engine takes over for good when the first can't decode it. */
final class EitherVideo implements Video {
    private final Supplier<Video> other;
    private Video video;
    private boolean switched;

    EitherVideo(Video first, Supplier<Video> other) {
        this.video = first;
        this.other = other;
    }

    @Override
    public long declaredDurationMicros() {
        return video.declaredDurationMicros();
    }

    @Override
    public long durationMicros() {
        return tried(Video::durationMicros);
    }

    @Override
    public long endMicros() {
        return tried(Video::endMicros);
    }

    @Override
    public Engine engine() {
        return video.engine();
    }

    @Override
    public boolean startsWithKeyframe() {
        return video.startsWithKeyframe();
    }

    @Override
    public void frames(long[] micros, FrameSink sink) {
        Progress progress = new Progress(sink);
        try {
            video.frames(micros, progress);
        } catch (PictureException e) {
            if (progress.inside || !takesOver(e)) {
                throw e;
            }
            int done = progress.done;
            video.frames(
                    Arrays.copyOfRange(micros, done, micros.length),
                    (index, frame) -> sink.accept(done + index, frame));
        }
    }

    private long tried(Function<Video, Long> question) {
        try {
            return question.apply(video);
        } catch (PictureException e) {
            if (!takesOver(e)) {
                throw e;
            }
            return question.apply(video);
        }
    }

    /** Goes on with the other engine, if that is one that has not failed yet; throws what it throws at opening. */
    private boolean takesOver(PictureException failed) {
        if (switched || !(failed.failure() instanceof Failure.Undecodable)) {
            return false;
        }
        Video next = other.get();
        switched = true;
        video.close();
        video = next;
        return true;
    }

    @Override
    public void close() {
        video.close();
    }

    /** How many frames have been taken, and whether one is being taken: what fails there is not the decoder. */
    private static final class Progress implements FrameSink {
        private final FrameSink sink;
        private int done;
        private boolean inside;

        Progress(FrameSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(int index, Frame frame) {
            inside = true;
            sink.accept(index, frame);
            inside = false;
            done = index + 1;
        }
    }
}
