package io.posterframe.delivery;

/** Where an answer came from; the label under which metrics count it. */
public enum Outcome {
    /** From memory, and current. */
    MEMORY,
    /** From disk, and current. */
    DISK,
    /** Made by any server that shares the bucket, and current. */
    BUCKET,
    /** Made for this request. */
    MISS,
    /** Made for another request that was there first. */
    JOINED,
    /** From the cache, and of an earlier version of the source, or of one that was due to be asked and has not answered. */
    STALE
}
