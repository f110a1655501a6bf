package io.posterframe.trail;

/** The stages of a request; their spans have these names in lower case, but for the first and the last. */
public enum Stage {
    /** The whole, from its arrival to its answer; called after the method and the route. */
    REQUEST,
    /** Reading the URL. */
    PARSE,
    /** Finding the entry, and whether the caller may have it. */
    LOOKUP,
    /** Asking the origin for the version that it has now; only where that is not known. */
    CHECK,
    /** Looking for the picture in the cache, up to its being found or started. */
    CACHE,
    /** Waiting for a picture that another request has started. */
    JOIN,
    /** Having a picture made: the next six, and the requests to the origin. */
    RENDER,
    /** Looking for the picture in the bucket that servers share; one that is found there is not made. */
    BUCKET,
    /** Waiting for a worker. */
    QUEUE,
    /** What the worker waited for bytes of the source. */
    ORIGIN,
    DECODE,
    COMPOSE,
    ENCODE,
    /** Handing the answer to the connection. */
    RESPOND,
    /** One request to an HTTP origin; called after its method. */
    ORIGIN_REQUEST
}
