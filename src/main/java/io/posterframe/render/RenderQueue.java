package io.posterframe.render;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders that wait for a worker, and workers that wait for a render. A render goes to a worker that still has its video
 * open where that costs nobody a wait: to such a worker if one is idle, and a worker that becomes idle looks for such a
 * render among the next few. Passes stand in a line of their own, at which a worker looks only when nobody waits in the
 * other. Both are bounded; for any thread.
 */
final class RenderQueue {
    private final int capacity;
    private final WaitingLine prompt = new WaitingLine();
    private final WaitingLine passes = new WaitingLine();
    private boolean closed;

    /** Origins that let a worker wait for long; see {@link RenderPool}. */
    private Set<String> lateOrigins = Set.of();

    /** Those that leave their passes to come for what waits. */
    private final Set<Seat> coming = new HashSet<>();

    /** @param capacity how many may wait in each of the two lines */
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
        private @Nullable Render<?> render;

        Handover(Seat seat) {
            this.seat = seat;
        }
    }

    private final List<Handover> handovers = new ArrayList<>();

    private WaitingLine lineOf(Render<?> render) {
        return render.waitsForOthers() ? passes : prompt;
    }

    /** @return false when the render's line is full or the queue closed */
    synchronized boolean offer(Render<?> render) {
        if (closed || lineOf(render).size() >= capacity) {
            return false;
        }
        if (!handedOver(render)) {
            lineOf(render).addLast(render);
        }
        return true;
    }

    /** Puts a render back whose worker died: before all others of its line, and whatever the capacity. */
    synchronized void retry(Render<?> render) {
        if (!handedOver(render)) {
            lineOf(render).addFirst(render);
        }
    }

    /** Seats wait only while nobody waits for them, so there is nobody who would be overtaken. */
    private boolean handedOver(Render<?> render) {
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
        if (chosen == null) {
            return false;
        }
        chosen.render = render;
        notifyAll();
        return true;
    }

    /** Waits for a render; null once the queue is closed and empty, or the seat is of no use any more. */
    synchronized @Nullable Render<?> take(Seat seat) throws InterruptedException {
        Render<?> next = next(seat);
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
                lineOf(handover.render).addFirst(handover.render);
            }
            throw e;
        } finally {
            handovers.remove(handover);
        }
    }

    private @Nullable Render<?> next(Seat seat) {
        Render<?> next = prompt.next(seat, lateOrigins);
        return next == null ? passes.next(seat, lateOrigins) : next;
    }

    /**
     * Whether a seat should leave its pass: for a render that waits and for which no other seat has said yet that it comes,
     * or because the queue is closed.
     */
    synchronized boolean calls(Seat seat) {
        if (prompt.size() > coming.size()) {
            coming.add(seat);
            return true;
        }
        return closed;
    }

    /** The seat has left its pass, or lost its worker over it. */
    synchronized void comes(Seat seat) {
        coming.remove(seat);
    }

    /** From here on, renders of other origins go before those of these. */
    synchronized void putBack(Set<String> origins) {
        lateOrigins = Set.copyOf(origins);
    }

    /** Whether a render, other than a pass, of an origin that is not late has waited for more than its patience. */
    synchronized boolean keepsOthersWaiting() {
        return prompt.keepsOthersWaiting(lateOrigins);
    }

    /** Lets every waiting seat look whether it is still of use. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void remove(Render<?> render) {
        lineOf(render).remove(render);
    }

    /** How many wait, passes not counted. */
    synchronized int size() {
        return prompt.size();
    }

    /** How many passes wait. */
    synchronized int passes() {
        return passes.size();
    }

    /** Takes out all that waits. */
    synchronized List<Render<?>> drain() {
        List<Render<?>> all = prompt.drain();
        all.addAll(passes.drain());
        return all;
    }

    /**
     * Takes nothing more in; what waits is still handed out, but for passes.
     *
     * @return the passes that waited
     */
    synchronized List<Render<?>> close() {
        closed = true;
        notifyAll();
        return passes.drain();
    }
}
