package io.posterframe.picture;

/** What decodes a video. */
public enum Engine {
    /** Humble Video, with the codecs of 2014. */
    HUMBLE,
    /** FFmpeg 8. */
    FFMPEG
}
