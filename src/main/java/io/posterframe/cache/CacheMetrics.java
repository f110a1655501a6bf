package io.posterframe.cache;

/** What the cache counts. Called from any thread, event loops too: implementations must not block. */
public interface CacheMetrics {
    CacheMetrics NONE = new CacheMetrics() {};

    /** A picture had to leave a tier because the tier was full. */
    default void evicted(Tier tier) {}

    /** A picture went since it was purged. */
    default void purged(Tier tier, int pictures) {}

    /** A file operation failed. */
    default void diskError() {}

    /** A cache file was not what its name and checksums say, and was dropped. */
    default void corruptFile() {}

    /** A picture was not written to disk: the queue was full, or the disk can't be written at the moment. */
    default void writeDropped() {}

    /** A lookup on disk was answered as a miss because too many others were waiting. */
    default void readRefused() {}

    /**
     * A lookup in the bucket has ended.
     *
     * @param nanos how long it took; 0 for one that was refused, or is off
     */
    default void lookedUpShared(SharedLookup result, long nanos) {}

    /** A picture that was to be written to the bucket was written, or not. */
    default void sharedWrite(SharedWrite result) {}
}
