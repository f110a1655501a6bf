package io.posterframe.picture;

/** Which engines may decode. */
public enum EngineChoice {
    /** Humble what it reads well, FFmpeg the rest. */
    AUTO,
    HUMBLE,
    FFMPEG
}
