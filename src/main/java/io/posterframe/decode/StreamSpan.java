package io.posterframe.decode;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;

/** One segment of a stream, or two neighbours as one file, open for decoding. */
final class StreamSpan implements AutoCloseable {
    private static final long UNKNOWN = -1;

    private final int segment;
    private final boolean alone;
    private final long startMicros;
    private final Zero zero;
    private final Video video;
    private long endMicros = UNKNOWN;

    /**
     * @param segment     whose frames it is opened for
     * @param alone       whether no other segment is in it
     * @param startMicros where time 0 of the video lies in the stream
     * @param zero        what the video shows then
     */
    StreamSpan(int segment, boolean alone, long startMicros, Zero zero, Video video) {
        this.segment = segment;
        this.alone = alone;
        this.startMicros = startMicros;
        this.zero = zero;
        this.video = video;
    }

    int segment() {
        return segment;
    }

    boolean alone() {
        return alone;
    }

    Zero zero() {
        return zero;
    }

    Video video() {
        return video;
    }

    /** The time in the video, 0 or more, of a time in the stream. */
    long local(long micros) {
        return Math.max(0, micros - startMicros);
    }

    /** The time in the stream at which its last frame ends; reads all of it to find out. */
    long endMicros() {
        if (endMicros == UNKNOWN) {
            long end = video.endMicros();
            if (end <= 0) {
                throw new PictureException(new Failure.Undecodable("a segment of this stream has no video", ""));
            }
            endMicros = startMicros + end;
        }
        return endMicros;
    }

    @Override
    public void close() {
        video.close();
    }
}
