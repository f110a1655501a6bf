package io.posterframe.render;

import io.posterframe.render.Dialogue.WireViolation;
import io.posterframe.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of one picture on its way from a worker, in parts. For one thread. */
final class IncomingPicture {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingPicture.class);

    private final long most;
    private final GatheredBytes.Share share;
    private final String prefix;
    private final List<Message.Data> parts = new ArrayList<>();
    private long gathered;
    /** Whether there was no room for the picture: what still comes of it is read and dropped. */
    private boolean dropped;

    /**
     * @param most   the largest file, in bytes
     * @param prefix of log lines about it
     */
    IncomingPicture(long most, GatheredBytes gathering, String prefix) {
        this.most = most;
        this.share = gathering.share();
        this.prefix = prefix;
    }

    /**
     * Keeps a part of the file until the worker says that it was the last.
     *
     * @return false when there is no room for it
     */
    boolean add(Message.Data data) throws WireViolation {
        gathered += data.length();
        if (data.length() < 1 || gathered > most) {
            throw new WireViolation("a picture of " + gathered + " bytes");
        }
        if (!dropped && !share.growTo(gathered)) {
            LOG.warn("{}no room for another large picture from a worker", prefix);
            dropped = true;
            parts.clear();
            share.giveBack();
        }
        if (!dropped) {
            parts.add(data);
        }
        return !dropped;
    }

    /** Holds what the worker says of the whole file against what came of it. */
    void check(Message.Picture picture) throws WireViolation {
        if (picture.length() != gathered || gathered == 0) {
            throw new WireViolation("a picture of " + picture.length() + " bytes in parts of " + gathered);
        }
    }

    /** The whole file in direct memory; null when there is no room for it. */
    @Nullable
    ByteBuffer direct() {
        return dropped ? null : filled(allocate((int) gathered));
    }

    /** The whole file on the heap; null when there was no room for it. */
    @Nullable
    ByteBuffer onHeap() {
        if (parts.size() == 1) {
            Message.Data only = parts.get(0);
            return ByteBuffer.wrap(only.bytes(), only.offset(), only.length()).slice();
        }
        return dropped ? null : filled(ByteBuffer.allocate((int) gathered));
    }

    private @Nullable ByteBuffer allocate(int length) {
        try {
            return ByteBuffer.allocateDirect(length);
        } catch (OutOfMemoryError e) {
            LOG.warn("{}no direct memory for a picture of {} bytes", prefix, length);
            return null;
        }
    }

    private @Nullable ByteBuffer filled(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        parts.forEach(part -> bytes.put(part.bytes(), part.offset(), part.length()));
        return bytes.flip();
    }

    /** Forgets the file. */
    void giveBack() {
        parts.clear();
        share.giveBack();
    }
}
