package io.posterframe.decode;

import io.posterframe.picture.Engine;

/** An open video, positioned anywhere; for one thread. Failures are PictureExceptions. */
public interface Video extends AutoCloseable {

    /** Microseconds from the first frame to the end of the last, as the container says; 0 when it does not. */
    long declaredDurationMicros();

    /** As {@link #declaredDurationMicros}, but where the container does not say it reads the whole video to find out. */
    long durationMicros();

    /** Microseconds from time 0 to the end of the last frame; reads the whole video to find out. */
    long endMicros();

    /** What decodes it, or did last. */
    Engine engine();

    /**
     * Whether the first packet is a keyframe, so that decoding can begin there. Known of what was opened with
     * {@link Zero#FIRST_KEYFRAME}, and otherwise taken to be so.
     */
    default boolean startsWithKeyframe() {
        return true;
    }

    /**
     * Hands over the frame on screen at each of the times: the last one whose time stamp is not later; before the first
     * frame the first, past the end the last one that decodes. Goes once over the video.
     *
     * @param micros microseconds from the first frame, ascending
     */
    void frames(long[] micros, FrameSink sink);

    @Override
    void close();

    /** Takes the frames, in the order of the times. */
    @FunctionalInterface
    interface FrameSink {
        /** @param index of the time in the list that was asked for */
        void accept(int index, Frame frame);
    }
}
