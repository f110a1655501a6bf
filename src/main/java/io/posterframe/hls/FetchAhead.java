package io.posterframe.hls;

import io.posterframe.origin.Room;
import io.posterframe.picture.PictureException;
import io.vertx.core.WorkerExecutor;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Fetches parts that will be wanted soon: reads them once on worker threads, by which they come into the block cache and
 * are there when they are asked for. What fails is left to whoever asks for it. For one reader's thread.
 */
final class FetchAhead {
    private static final int STEP = 64 << 10;
    private static final long AHEAD = 1 << 20;

    /**
     * What all readers of a server share.
     *
     * @param room for what is fetched and not yet wanted, or the block cache would drop it before it is
     */
    record Shared(WorkerExecutor workers, Room room, int atOnce) {}

    private final Shared shared;
    private final PartOpener opener;
    private final SegmentList list;
    private final Reach reach;
    private final Map<Integer, Fetching> fetching = new HashMap<>();

    FetchAhead(Shared shared, PartOpener opener, SegmentList list, Reach reach) {
        this.shared = shared;
        this.opener = opener;
        this.list = list;
        this.reach = reach;
    }

    /**
     * Begins to fetch what is wanted next, and gives up what isn't wanted any more.
     *
     * @param now the part that is asked for
     */
    void plan(int now, List<Integer> next) {
        List<Integer> soon = next.stream()
                .filter(part -> part != now && part >= 0 && part < list.parts().size())
                .distinct()
                .limit(shared.atOnce - 1L)
                .toList();
        Iterator<Map.Entry<Integer, Fetching>> known = fetching.entrySet().iterator();
        while (known.hasNext()) {
            Map.Entry<Integer, Fetching> one = known.next();
            if (one.getKey() != now && !soon.contains(one.getKey())) {
                one.getValue().end();
                known.remove();
            }
        }
        for (int part : soon) {
            if (!fetching.containsKey(part)) {
                Fetching one = new Fetching(list.parts().get(part));
                fetching.put(part, one);
                shared.workers.executeBlocking(one::run, false);
            }
        }
    }

    void close() {
        fetching.values().forEach(Fetching::end);
        fetching.clear();
    }

    /** One part on its way; ended by the reader's thread. */
    private final class Fetching {
        private final Resource resource;
        private volatile boolean ended;
        private long taken;

        Fetching(Resource resource) {
            this.resource = resource;
        }

        boolean run() {
            if (ended) {
                return false;
            }
            try (PartBytes bytes = opener.coded(resource, reach)) {
                if (take(bytes.size())) {
                    for (long at = 0; at < bytes.size() && !ended; at += STEP) {
                        bytes.read(at, STEP, Math.min(AHEAD, Math.max(0, bytes.size() - at - STEP)));
                    }
                }
                return true;
            } catch (PictureException e) {
                return false;
            }
        }

        private synchronized boolean take(long bytes) {
            if (!ended && shared.room.take(bytes)) {
                taken = bytes;
            }
            return taken > 0;
        }

        synchronized void end() {
            ended = true;
            shared.room.giveBack(taken);
            taken = 0;
        }
    }
}
