package io.posterframe.worker;

import io.posterframe.decode.MediaBytes;
import io.posterframe.decode.StreamParts;
import io.posterframe.wire.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of a stream, asked of the edge. */
final class EdgeParts implements StreamParts {
    private final EdgeLine edge;
    private final Map<Integer, EdgePart> open = new HashMap<>();

    EdgeParts(EdgeLine edge) {
        this.edge = edge;
    }

    @Override
    public MediaBytes open(int part, List<Integer> next) {
        EdgePart opened = new EdgePart(edge, part, next.subList(0, Math.min(next.size(), Wire.MAX_NEXT)));
        open.put(part, opened);
        return opened;
    }

    @Override
    public void close(int part) {
        open.remove(part);
    }

    /** Says that the job has ended. */
    void rest() {
        open.values().forEach(EdgePart::rest);
    }

    /** Gives the memory back of a stream that is only kept open. */
    void forget() {
        open.values().forEach(EdgePart::forget);
    }
}
