package io.posterframe.hls;

import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.PictureException;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists of segments of all streams, by digest, bounded in segments together. A source is cheap to keep, and many are;
 * what it needs of a list that was dropped is read anew. Thread-safe.
 */
final class SegmentLists {
    /** Some hundred bytes each. */
    private static final long MOST_SEGMENTS = 200_000;

    private static final int OVERHEAD = 10;

    /**
     * A list of segments.
     *
     * @param asked where it is, before redirects
     * @param reach from where it is
     */
    record Found(URI asked, SegmentList list, Reach reach) {}

    private final long most;
    private long segments;

    /**
     * The one used longest ago first. The newest always stays, as whoever read it is about to use it: a cache that weighs
     * how often each was asked for, as Caffeine's does, would drop it at once.
     */
    private final Map<String, Found> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most segments, together */
    SegmentLists(long most) {
        this.most = most;
    }

    /** Room for several lists, of which one may have so many segments. */
    static SegmentLists of(int largest) {
        return new SegmentLists(Math.max(MOST_SEGMENTS, 4L * largest));
    }

    synchronized Found keep(Found found) {
        drop(found.list().digest());
        kept.put(found.list().digest(), found);
        segments += weight(found);
        Iterator<Found> oldest = kept.values().iterator();
        while (segments > most && kept.size() > 1) {
            segments -= weight(oldest.next());
            oldest.remove();
        }
        return found;
    }

    private static long weight(Found found) {
        return found.list().parts().size() + OVERHEAD;
    }

    synchronized @Nullable Found find(String digest) {
        return kept.get(digest);
    }

    /** Throws SourceChanged when the list was dropped, since what there is now may be another. */
    Found get(String digest) {
        Found found = find(digest);
        if (found == null) {
            throw new PictureException(new SourceChanged("the list of segments was dropped"));
        }
        return found;
    }

    synchronized void drop(String digest) {
        Found dropped = kept.remove(digest);
        segments -= dropped == null ? 0 : weight(dropped);
    }
}
