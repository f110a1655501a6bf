package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** How this package calls FFmpeg's C functions. Loading it loads the libraries and keeps them quiet. */
final class Ffmpeg {
    /** The largest piece of memory that FFmpeg may take at once: a picture of 64 million pixels with 32 bits each. */
    private static final long MOST_BYTES = 300_000_000;

    /** In place of what demuxers open further files and addresses with. */
    static final NoOtherFile NO_OTHER_FILE = new NoOtherFile();

    private static final int NOT_PERMITTED = -1;

    static {
        av_log_set_level(AV_LOG_QUIET);
        av_max_alloc(MOST_BYTES);
    }

    private Ffmpeg() {}

    static void load() {}

    static final class NoOtherFile
            extends AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public int call(
                AVFormatContext context, PointerPointer io, BytePointer url, int flags, PointerPointer options) {
            return NOT_PERMITTED;
        }
    }

    /** Passes an object on that FFmpeg has allocated, or says that there is no memory for it. */
    static <T extends org.bytedeco.javacpp.Pointer> T allocated(T object) {
        if (object == null || object.isNull()) {
            throw new PictureException(new Failure.Undecodable("this file takes more memory than there is", ""));
        }
        return object;
    }
}
