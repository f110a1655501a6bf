package io.posterframe.cache;

/** What became of a picture that was to be written to the bucket; a closed set of label values. */
public enum SharedWrite {
    WRITTEN,
    /** Too much waited, the bucket rests after failures, or other servers can't be heard at the moment. */
    DROPPED,
    FAILED
}
