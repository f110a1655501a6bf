package io.posterframe.decode;

import io.humble.video.Global;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Humble's native library, which there is for few kinds of machine. */
final class HumbleLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(HumbleLibrary.class);
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
            LOG.info("Humble Video does not load on this machine ({}); FFmpeg decodes everything", e.toString());
            return false;
        }
    }
}
