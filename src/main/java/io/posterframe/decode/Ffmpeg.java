package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;

/** How this package calls FFmpeg's C functions. Loading it loads the libraries and keeps them quiet. */
final class Ffmpeg {
    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private Ffmpeg() {}

    static void load() {}

    /** Passes an object on that FFmpeg has allocated, or says that there is no memory for it. */
    static <T extends org.bytedeco.javacpp.Pointer> T allocated(T object) {
        if (object == null || object.isNull()) {
            throw new PictureException(new Failure.Undecodable("this file takes more memory than there is", ""));
        }
        return object;
    }
}
