package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A container opened by FFmpeg 8 over {@link MediaBytes}: only its header has been read. Exceptions must not cross native
 * frames, so a failed read ends the input for FFmpeg and is thrown when it returns.
 */
final class FfmpegInput implements AutoCloseable {
    private static final int BUFFER = 32 << 10;
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    private final AVFormatContext format = avformat_alloc_context();
    private final AVIOContext io;
    private final Reader reader;
    private final Seeker seeker;
    /** Where the next read starts; not named position, which pointers have too. */
    private long place;

    private @Nullable RuntimeException failure;
    private boolean open;

    FfmpegInput(MediaBytes bytes) {
        this.reader = new Reader(bytes);
        this.seeker = new Seeker(bytes.size());
        BytePointer buffer = new BytePointer(av_malloc(BUFFER)).capacity(BUFFER);
        this.io = avio_alloc_context(buffer, BUFFER, 0, null, reader, null, seeker);
        format.pb(io);
        // frees the context when it fails
        open = avformat_open_input(format, (BytePointer) null, null, (AVDictionary) null) == 0;
        if (failure != null) {
            close();
            rethrow();
        }
    }

    /** Whether this is a container that FFmpeg knows; else {@link #format} must not be used. */
    boolean isOpen() {
        return open;
    }

    AVFormatContext format() {
        return format;
    }

    /** Throws the failure that ended reading, if there was one, and forgets it. */
    void rethrow() {
        RuntimeException found = failure;
        if (found != null) {
            failure = null;
            throw found;
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            avformat_close_input(format);
        }
        if (!io.isNull()) {
            av_free(io.buffer());
            avio_context_free(io);
        }
        reader.close();
        seeker.close();
    }

    private final class Reader extends Read_packet_Pointer_BytePointer_int {
        private final MediaBytes bytes;
        private final byte[] part = new byte[BUFFER];

        Reader(MediaBytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public int call(Pointer opaque, BytePointer into, int length) {
            if (failure != null) {
                return AVERROR_EOF;
            }
            try {
                int count = bytes.read(place, part, Math.min(length, part.length));
                if (count <= 0) {
                    return AVERROR_EOF;
                }
                into.capacity(count).put(part, 0, count);
                place += count;
                return count;
            } catch (RuntimeException e) {
                failure = e;
                return AVERROR_EOF;
            }
        }
    }

    private final class Seeker extends Seek_Pointer_long_int {
        private final long size;

        Seeker(long size) {
            this.size = size;
        }

        @Override
        public long call(Pointer opaque, long offset, int whence) {
            if ((whence & AVSEEK_SIZE) != 0) {
                return size;
            }
            long target =
                    switch (whence & 3) {
                        case SEEK_SET -> offset;
                        case SEEK_CUR -> place + offset;
                        case SEEK_END -> size + offset;
                        default -> -1;
                    };
            if (target >= 0) {
                place = target;
            }
            return target;
        }
    }
}
