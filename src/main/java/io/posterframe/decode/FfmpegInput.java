package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's input, whose bytes come from {@link MediaBytes}. Exceptions must not cross native frames, so a failed read ends
 * the input for FFmpeg and is kept for {@link #rethrow()}. For one thread.
 */
final class FfmpegInput implements AutoCloseable {
    /** Small, for each jump reads one anew; what is long FFmpeg reads past it. */
    private static final int BUFFER_BYTES = 4 << 10;

    private static final int SET = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;

    // JavaCPP has room for ten callbacks of a kind, so all inputs share one and are told apart by their handle
    private static final Map<Long, FfmpegInput> OPEN = new ConcurrentHashMap<>();
    private static final Read READ = new Read();
    private static final Seek SEEK = new Seek();

    private final MediaBytes bytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Pointer handle;
    private final AVIOContext context;
    private long position;
    private @Nullable RuntimeException failure;

    FfmpegInput(MediaBytes bytes) {
        Ffmpeg.load();
        this.bytes = bytes;
        this.handle = Ffmpeg.allocated(av_malloc(1));
        BytePointer memory = new BytePointer(Ffmpeg.allocated(av_malloc(BUFFER_BYTES)));
        this.context = Ffmpeg.allocated(avio_alloc_context(memory, BUFFER_BYTES, 0, handle, READ, null, SEEK));
        OPEN.put(handle.address(), this);
    }

    AVIOContext context() {
        return context;
    }

    /** Throws the failure that ended reading, if there was one, and forgets it. */
    void rethrow() {
        RuntimeException found = failure;
        if (found != null) {
            failure = null;
            throw found;
        }
    }

    private int read(BytePointer into, int length) {
        if (failure != null) {
            return AVERROR_EXTERNAL;
        }
        try {
            int count = bytes.read(position, buffer, Math.min(length, buffer.length));
            if (count <= 0) {
                return AVERROR_EOF;
            }
            into.put(buffer, 0, count);
            position += count;
            return count;
        } catch (RuntimeException e) {
            failure = e;
            return AVERROR_EXTERNAL;
        }
    }

    private long seek(long offset, int whence) {
        int origin = whence & ~AVSEEK_FORCE;
        if (origin == AVSEEK_SIZE) {
            return bytes.size();
        }
        long target =
                switch (origin) {
                    case SET -> offset;
                    case CURRENT -> position + offset;
                    case END -> bytes.size() + offset;
                    default -> -1;
                };
        if (target < 0) {
            return -1;
        }
        position = target;
        return target;
    }

    @Override
    public void close() {
        OPEN.remove(handle.address());
        // FFmpeg may have replaced the buffer that it was given
        av_free(context.buffer());
        avio_context_free(context);
        av_free(handle);
    }

    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer handle, BytePointer into, int length) {
            FfmpegInput input = OPEN.get(handle.address());
            return input == null ? AVERROR_EXTERNAL : input.read(into, length);
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer handle, long offset, int whence) {
            FfmpegInput input = OPEN.get(handle.address());
            return input == null ? -1 : input.seek(offset, whence);
        }
    }
}
