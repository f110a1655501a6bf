package io.posterframe.hls;

import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.PictureException;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists of segments of all streams, by digest, bounded in bytes together, as few segments may have long
 * URLs. A source is cheap to keep, and many are; what it needs of a list that was dropped is read anew. Thread-safe.
 */
final class SegmentLists {
    private static final long MOST_BYTES = 24L << 20;

    /** What a segment takes besides the URLs that it names. */
    private static final int SEGMENT_BYTES = 250;

    /** Room for the two largest lists that may be. */
    private static final int LARGEST_LISTS = 2;

    /**
     * A list of segments.
     *
     * @param asked where it is, before redirects
     * @param reach from where it is
     */
    record Found(URI asked, SegmentList list, Reach reach) {}

    private final long most;
    private long bytes;

    /**
     * The one used longest ago first. The newest always stays, as whoever read it is about to use it: a cache that weighs
     * how often each was asked for, as Caffeine's does, would drop it at once.
     */
    private final Map<String, Found> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most bytes, together */
    SegmentLists(long most) {
        this.most = most;
    }

    static SegmentLists of(HlsConfig config) {
        long largest = config.maxPlaylistBytes() + (long) SEGMENT_BYTES * config.maxSegments();
        return new SegmentLists(Math.max(MOST_BYTES, LARGEST_LISTS * largest));
    }

    static long bytes(SegmentList list) {
        long bytes = 0;
        for (Resource part : list.parts()) {
            Encryption encryption = part.encryption();
            int key = encryption == null ? 0 : encryption.keyUri().length();
            bytes += SEGMENT_BYTES + part.uri().length() + key;
        }
        return bytes;
    }

    synchronized Found keep(Found found) {
        drop(found.list().digest());
        kept.put(found.list().digest(), found);
        bytes += bytes(found.list());
        Iterator<Found> oldest = kept.values().iterator();
        while (bytes > most && kept.size() > 1) {
            bytes -= bytes(oldest.next().list());
            oldest.remove();
        }
        return found;
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
        bytes -= dropped == null ? 0 : bytes(dropped.list());
    }
}
