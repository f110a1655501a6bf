package io.posterframe.cache;

/** What came of a lookup in the bucket; a closed set of label values. */
public enum SharedLookup {
    HIT,
    MISS,
    /** There is a picture, but of another version of its media, purged, or too old. */
    OUTDATED,
    /** There is something, but not what should be there. */
    DAMAGED,
    FAILED,
    TIMED_OUT,
    /** Too many others were under way. */
    REFUSED,
    /** The bucket rests after failures. */
    OFF
}
