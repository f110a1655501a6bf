package io.posterframe.http;

/** What the server reports. Called on event loops. */
public interface HttpMetrics {
    HttpMetrics NONE = new HttpMetrics() {};

    /** How a request for a picture ended; a closed set of label values. */
    enum Result {
        MEMORY,
        DISK,
        JOINED,
        MISS,
        STALE,
        DENIED,
        FAILED,
        OVERLOADED,
        TIMED_OUT
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

    /** A client left before its answer. */
    default void abandoned() {}
}
