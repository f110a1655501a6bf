package io.posterframe.decode;

import io.humble.video.Global;

/** Humble's native library, which there is for few kinds of machine. */
final class HumbleLibrary {
    private static final int FFMPEG_QUIET = -8;
    private static final boolean LOADED = load();

    private HumbleLibrary() {}

    static boolean isThere() {
        return LOADED;
    }

    private static boolean load() {
        try {
            Global.init();
            Global.setFFmpegLoggingLevel(FFMPEG_QUIET);
            return true;
        } catch (LinkageError | RuntimeException e) {
            return false;
        }
    }
}
