package io.posterframe.hls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.PictureException;
import java.net.URI;
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

    private final Cache<String, Found> kept;

    /** @param largest how many segments one list may have */
    SegmentLists(int largest) {
        kept = Caffeine.newBuilder()
                .maximumWeight(Math.max(MOST_SEGMENTS, 4L * largest))
                .weigher((String digest, Found found) -> found.list().parts().size() + OVERHEAD)
                .build();
    }

    Found keep(Found found) {
        kept.put(found.list().digest(), found);
        return found;
    }

    @Nullable
    Found find(String digest) {
        return kept.getIfPresent(digest);
    }

    /** Throws SourceChanged when the list was dropped, since what there is now may be another. */
    Found get(String digest) {
        Found found = find(digest);
        if (found == null) {
            throw new PictureException(new SourceChanged("the list of segments was dropped"));
        }
        return found;
    }

    void drop(String digest) {
        kept.invalidate(digest);
    }
}
