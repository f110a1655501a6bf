package io.posterframe.decode;

/** Which frame of a video is shown at time 0. */
public enum Zero {
    /** The first one by time. */
    FIRST_FRAME,
    /**
     * The first keyframe: a piece that was cut out of a longer video may begin with frames that are shown before it and rest
     * on what was cut off. Those have times below 0 and can't be asked for.
     */
    FIRST_KEYFRAME
}
