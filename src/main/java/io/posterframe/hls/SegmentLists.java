package io.posterframe.hls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.PictureException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The lists of segments of all streams, by digest, bounded in bytes together, as few segments may have long
 * URLs. A source is cheap to keep, and many are; what it needs of a list that was dropped is read anew. Thread-safe.
 */
final class SegmentLists {
    private static final long MOST_BYTES = 24L << 20;

    /** What a segment takes besides the URLs that it names. */
    private static final int SEGMENT_BYTES = 250;

    /** Room for the two largest lists that may be, or one of them would be dropped at once. */
    private static final int LARGEST_LISTS = 2;

    /**
     * A list of segments.
     *
     * @param asked where it is, before redirects
     * @param reach from where it is
     */
    record Found(URI asked, SegmentList list, Reach reach) {}

    private final Cache<String, Found> kept;

    SegmentLists(HlsConfig config) {
        long largest = config.maxPlaylistBytes() + (long) SEGMENT_BYTES * config.maxSegments();
        kept = Caffeine.newBuilder()
                .maximumWeight(Math.max(MOST_BYTES, LARGEST_LISTS * largest))
                .weigher((String digest, Found found) -> bytes(found.list()))
                .executor(Runnable::run)
                .build();
    }

    private static int bytes(SegmentList list) {
        long bytes = 0;
        for (Resource part : list.parts()) {
            Encryption encryption = part.encryption();
            int key = encryption == null ? 0 : encryption.keyUri().length();
            bytes += SEGMENT_BYTES + part.uri().length() + key;
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
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
