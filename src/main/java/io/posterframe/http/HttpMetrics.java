package io.posterframe.http;

/** What the server reports. Called on event loops. */
public interface HttpMetrics {
    HttpMetrics NONE = new HttpMetrics() {};

    /** How a request for a picture ended; a closed set of label values. */
    enum Result {
        MEMORY,
        DISK,
        BUCKET,
        JOINED,
        MISS,
        STALE,
        DENIED,
        FAILED,
        OVERLOADED,
        TIMED_OUT
    }

    /** Why a request got no picture; a closed set of label values. */
    enum Cause {
        BAD_REQUEST,
        NOT_FOUND,
        ACCESS,
        /** There is a video or an image, but none that can be decoded. */
        SOURCE,
        /** An origin, the catalog or the database failed. */
        ORIGIN,
        WORKER,
        OVERLOAD,
        /** Whoever asked has asked too often. */
        RATE_LIMIT,
        TIMEOUT
    }

    /** Where the time of a request goes besides the worker's stages. */
    enum Stage {
        /** Reading the URL. */
        PARSE,
        /** Handing the answer to the connection. */
        RESPOND,
        /** From the request's arrival to its answer. */
        TOTAL
    }

    default void took(Stage stage, long nanos) {}

    /** A request for a picture has been answered. */
    default void answered(Result result) {}

    /** A request for a picture was answered without one. Besides {@link #answered}. */
    default void refused(Cause cause) {}

    /** A client left before its answer. */
    default void abandoned() {}
}
