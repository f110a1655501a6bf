package io.posterframe.worker;

import io.posterframe.decode.MediaBytes;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.Message;
import java.util.List;

/**
 * A part of a stream asked of the edge. Nearly always all of it is read, and in sequence, so it is fetched in few large
 * steps. The edge makes a part ready for one job; a later one opens it again when it needs more than is held.
 */
final class EdgePart implements MediaBytes {
    private final EdgeLine edge;
    private final int part;
    private final EdgeBytes bytes;
    private boolean ready = true;

    /** @param next see {@link Message.Open} */
    EdgePart(EdgeLine edge, int part, List<Integer> next) {
        this.edge = edge;
        this.part = part;
        long size = edge.ask(new Message.Open(part, next), Message.Opened.class).size();
        this.bytes = new EdgeBytes(edge, Timeline.address(part), size, false);
        bytes.expect(0, size);
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public int read(long position, byte[] into, int length) {
        if (!ready && position < size() && !bytes.holds(position)) {
            edge.ask(new Message.Open(part, List.of()), Message.Opened.class);
            ready = true;
        }
        return bytes.read(position, into, length);
    }

    @Override
    public void expect(long from, long to) {}

    /** Says that the job has ended. */
    void rest() {
        ready = false;
    }

    /** Gives the memory back. */
    void forget() {
        bytes.rest();
        bytes.expect(0, size());
    }
}
