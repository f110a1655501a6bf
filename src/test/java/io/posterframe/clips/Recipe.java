package io.posterframe.clips;

import org.jspecify.annotations.Nullable;

/** How a clip is made. */
sealed interface Recipe {

    /** A video, alone or with sound. */
    record Whole(Video video, @Nullable Sound sound, Container container) implements Recipe {}

    /** Sound alone, in FFmpeg's muxer {@code format}. */
    record SoundOnly(Sound sound, String extension, String format) implements Recipe {}

    /** Another clip, damaged. */
    record Damaged(Clip of, Damage damage) implements Recipe {}

    /** A file that was never media. */
    record Junk(Content content) implements Recipe {}

    /**
     * A sine tone, starting at 0.
     *
     * @param encoder FFmpeg's name of the encoder
     * @param seconds how long, about
     */
    record Sound(String encoder, double seconds) {}

    enum Damage {
        /** Cut off in the middle of frame 100, a key frame: all before it is whole. */
        CUT_AT_FRAME_100,
        /** Cut off at half of its bytes. */
        CUT_IN_HALF,
        /** Frames 60 to 69 are noise. Frames 0 to 49 and 100 on don't depend on them. */
        NOISE_IN_FRAMES_60_TO_69
    }

    enum Content {
        NOTHING,
        NOISE,
        TEXT
    }
}
