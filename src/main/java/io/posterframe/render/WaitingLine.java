package io.posterframe.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders of one rank that wait for a worker. Guarded by the queue whose line it is. */
final class WaitingLine {
    /** How many waiting renders a worker looks through for one whose video it has open. */
    private static final int LOOKAHEAD = 16;

    /** A render that waits this long is not overtaken any more. */
    private static final long PATIENCE_SECONDS = 1;

    private final Deque<Render<?>> waiting = new ArrayDeque<>();

    int size() {
        return waiting.size();
    }

    void addFirst(Render<?> render) {
        waiting.addFirst(render);
    }

    void addLast(Render<?> render) {
        waiting.addLast(render);
    }

    void remove(Render<?> render) {
        waiting.remove(render);
    }

    /** Takes out what a worker is to do next; null when nobody waits. */
    @Nullable
    Render<?> next(RenderQueue.Seat seat, Set<String> lateOrigins) {
        Render<?> head = waiting.peekFirst();
        if (head == null) {
            return null;
        }
        Render<?> prompt = lateOrigins.isEmpty() ? null : firstOfOthers(lateOrigins);
        if (prompt != null) {
            waiting.remove(prompt);
            return prompt;
        }
        if (!head.waitsLongerThan(PATIENCE_SECONDS)) {
            Iterator<Render<?>> candidates = waiting.iterator();
            for (int i = 0; i < LOOKAHEAD && candidates.hasNext(); i++) {
                Render<?> candidate = candidates.next();
                if (seat.hasOpen(candidate.job().sourceKey())) {
                    candidates.remove();
                    return candidate;
                }
            }
        }
        return waiting.removeFirst();
    }

    /** Whether a render of an origin that is not late has waited for more than its patience. */
    boolean keepsOthersWaiting(Set<String> lateOrigins) {
        Render<?> first = firstOfOthers(lateOrigins);
        return first != null && first.waitsLongerThan(PATIENCE_SECONDS);
    }

    private @Nullable Render<?> firstOfOthers(Set<String> lateOrigins) {
        for (Render<?> render : waiting) {
            if (!lateOrigins.contains(render.origin())) {
                return render;
            }
        }
        return null;
    }

    /** Takes out all that waits. */
    List<Render<?>> drain() {
        List<Render<?>> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
