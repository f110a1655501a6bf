package io.posterframe.origin;

/** What this package counts. Called on any thread, often; must not block or throw. */
public interface OriginMetrics {

    OriginMetrics NONE = new OriginMetrics() {};

    /** Where bytes come from; a closed set of label values. */
    enum Kind {
        FILE,
        HTTP
    }

    /** How one request to an HTTP origin ended, each retry and each redirect counted; a closed set of label values. */
    enum Outcome {
        OK,
        REDIRECTED,
        MISSING,
        CHANGED,
        REFUSED,
        FAILED,
        TIMED_OUT
    }

    /** Media bytes that arrived, whether anybody needed them or not. */
    default void bytesRead(Kind kind, long bytes) {}

    default void request(Outcome outcome) {}

    default void blockCacheHit() {}

    default void blockCacheMiss() {}
}
