package io.posterframe.decode;

import io.humble.video.customio.IURLProtocolHandler;
import org.jspecify.annotations.Nullable;

/**
 * Humble's file, whose bytes come from {@link MediaBytes}. Exceptions must not cross native frames, so a failed read ends
 * the input for Humble and is kept for {@link #rethrow()}.
 */
final class HumbleInput implements IURLProtocolHandler {
    private final MediaBytes bytes;
    private long position;
    private @Nullable RuntimeException failure;

    HumbleInput(MediaBytes bytes) {
        this.bytes = bytes;
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
    public int open(String url, int flags) {
        return 0;
    }

    @Override
    public int read(byte[] into, int length) {
        if (failure != null) {
            return -1;
        }
        try {
            int count = bytes.read(position, into, Math.min(length, into.length));
            if (count <= 0) {
                return 0;
            }
            position += count;
            return count;
        } catch (RuntimeException e) {
            failure = e;
            return -1;
        }
    }

    @Override
    public int write(byte[] from, int length) {
        return -1;
    }

    @Override
    public long seek(long offset, int whence) {
        long target =
                switch (whence) {
                    case SEEK_SET -> offset;
                    case SEEK_CUR -> position + offset;
                    case SEEK_END -> bytes.size() + offset;
                    case SEEK_SIZE -> bytes.size();
                    default -> -1;
                };
        if (target < 0 || whence == SEEK_SIZE) {
            return target;
        }
        position = target;
        return target;
    }

    @Override
    public int close() {
        return 0;
    }

    @Override
    public boolean isStreamed(String url, int flags) {
        return false;
    }
}
