package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Video;
import java.io.IOException;

/** Makes a picture of each frame as it is decoded. For one pass and one thread. */
final class EachFrame implements Video.FrameSink {
    private final Still still;
    private final Runnable decoded;
    private final PictureSink sink;
    private Stopwatch watch = new Stopwatch();

    EachFrame(Still still, Runnable decoded, PictureSink sink) {
        this.still = still;
        this.decoded = decoded;
        this.sink = sink;
    }

    /** The way out of a video that is to be gone on with: nothing is wrong with it. */
    static final class Enough extends RuntimeException {
        Enough() {
            super(null, null, false, false);
        }
    }

    /** The sink failed, which is not the video's fault either. */
    static final class SinkFailed extends RuntimeException {
        private final IOException failure;

        SinkFailed(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    @Override
    public void accept(int index, Frame frame) {
        decoded.run();
        boolean more;
        try {
            more = sink.made(still.write(composer -> composer.accept(0, frame), watch, sink.begin()));
        } catch (IOException e) {
            throw new SinkFailed(e);
        }
        if (!more) {
            throw new Enough();
        }
        // what the sink took is not the next frame's
        watch = new Stopwatch();
    }
}
