package io.posterframe.decode;

import org.jspecify.annotations.Nullable;

/** A container that an engine has opened: its video stream, the index, and the stream's packets in decoding order. */
interface VideoFile extends AutoCloseable {
    long BEFORE_EVERYTHING_MICROS = 3_600_000_000L;

    /** The stream's clock; it starts with the first frame by time. */
    Ticks ticks();

    FrameIndex index();

    /** What the container says of the video's length, or of its own; 0 when neither is known. */
    long declaredDurationMicros();

    /** Moves to the last place at or before the time where decoding may start, as far as the container knows. */
    boolean seek(long pts);

    /** Whether {@link #seek} goes by when a keyframe is decoded, rather than by when it is shown. */
    boolean seeksByDecodingTime();

    /** Moves to the very first packet. */
    default void rewind() {
        Ticks ticks = ticks();
        // transport streams find their start only from a time well before it
        if (!seek(ticks.start() - ticks.length(BEFORE_EVERYTHING_MICROS))) {
            seek(ticks.start());
        }
    }

    /**
     * The next packet of the video, or null behind the last that is whole. The caller deletes its data. Fails with
     * NotUploadedYet instead behind the last of an unfinished file.
     */
    @Nullable
    Packet read();

    @Override
    void close();
}
