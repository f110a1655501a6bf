package io.posterframe.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders that wait for a worker, and workers that wait for a render. A render goes to a worker that still has its video
 * open where that costs nobody a wait: to such a worker if one is idle, and a worker that becomes idle looks for such a
 * render among the next few. Bounded; for any thread.
 */
final class RenderQueue {
    /** How many waiting renders a worker looks through for one whose video it has open. */
    private static final int LOOKAHEAD = 16;

    /** A render that waits this long is not overtaken any more. */
    private static final long PATIENCE_SECONDS = 1;

    private final int capacity;
    private final Deque<Render> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Origins that let a worker wait for long; see {@link RenderPool}. */
    private Set<String> lateOrigins = Set.of();

    RenderQueue(int capacity) {
        this.capacity = capacity;
    }

    /** A worker's place at the queue: what it is given, and which videos it has open. */
    interface Seat {
        boolean hasOpen(String sourceKey);

        /** Whether it can still work; it waits no longer when it can't. */
        boolean isUsable();
    }

    /** A render handed to a seat that waits; guarded by the queue. */
    private static final class Handover {
        private final Seat seat;
        private @Nullable Render render;

        Handover(Seat seat) {
            this.seat = seat;
        }
    }

    private final List<Handover> handovers = new ArrayList<>();

    /** @return false when the queue is full or closed */
    synchronized boolean offer(Render render) {
        if (closed || waiting.size() >= capacity) {
            return false;
        }
        enqueue(render, false);
        return true;
    }

    /** Puts a render back whose worker died: before all others, and whatever the capacity. */
    synchronized void retry(Render render) {
        enqueue(render, true);
    }

    private void enqueue(Render render, boolean first) {
        Handover chosen = null;
        for (Handover handover : handovers) {
            if (handover.render == null) {
                boolean warm = handover.seat.hasOpen(render.job().sourceKey());
                if (chosen == null || warm) {
                    chosen = handover;
                }
                if (warm) {
                    break;
                }
            }
        }
        if (chosen != null) {
            chosen.render = render;
            notifyAll();
        } else if (first) {
            waiting.addFirst(render);
        } else {
            waiting.addLast(render);
        }
    }

    /** Waits for a render; null once the queue is closed and empty, or the seat is of no use any more. */
    synchronized @Nullable Render take(Seat seat) throws InterruptedException {
        Render next = next(seat);
        if (next != null || closed) {
            return next;
        }
        Handover handover = new Handover(seat);
        handovers.add(handover);
        try {
            while (handover.render == null && !closed && seat.isUsable()) {
                wait();
            }
            return handover.render;
        } catch (InterruptedException e) {
            if (handover.render != null) {
                waiting.addFirst(handover.render);
            }
            throw e;
        } finally {
            handovers.remove(handover);
        }
    }

    private @Nullable Render next(Seat seat) {
        Render head = waiting.peekFirst();
        if (head == null) {
            return null;
        }
        Render prompt = lateOrigins.isEmpty() ? null : firstOfOthers();
        if (prompt != null) {
            waiting.remove(prompt);
            return prompt;
        }
        if (!head.waitsLongerThan(PATIENCE_SECONDS)) {
            Iterator<Render> candidates = waiting.iterator();
            for (int i = 0; i < LOOKAHEAD && candidates.hasNext(); i++) {
                Render candidate = candidates.next();
                if (seat.hasOpen(candidate.job().sourceKey())) {
                    candidates.remove();
                    return candidate;
                }
            }
        }
        return waiting.removeFirst();
    }

    /** From here on, renders of other origins go before those of these. */
    synchronized void putBack(Set<String> origins) {
        lateOrigins = Set.copyOf(origins);
    }

    /** Whether a render of an origin that is not late has waited for more than its patience. */
    synchronized boolean keepsOthersWaiting() {
        Render first = firstOfOthers();
        return first != null && first.waitsLongerThan(PATIENCE_SECONDS);
    }

    private @Nullable Render firstOfOthers() {
        for (Render render : waiting) {
            if (!lateOrigins.contains(render.origin())) {
                return render;
            }
        }
        return null;
    }

    /** Lets every waiting seat look whether it is still of use. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void remove(Render render) {
        waiting.remove(render);
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Takes out all that waits. */
    synchronized List<Render> drain() {
        List<Render> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /** Takes nothing more in; what waits is still handed out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
