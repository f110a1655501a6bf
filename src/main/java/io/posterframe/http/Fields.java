package io.posterframe.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

/** Names and values of header fields, ready to be written. */
final class Fields {
    static final CharSequence ACCEPT = createOptimized("accept");
    static final CharSequence ACCEPT_RANGES = createOptimized("accept-ranges");
    static final CharSequence AGE = createOptimized("age");
    static final CharSequence ALLOW = createOptimized("allow");
    static final CharSequence ALLOW_HEADERS = createOptimized("access-control-allow-headers");
    static final CharSequence ALLOW_METHODS = createOptimized("access-control-allow-methods");
    static final CharSequence ALLOW_ORIGIN = createOptimized("access-control-allow-origin");
    static final CharSequence CACHE_CONTROL = createOptimized("cache-control");
    static final CharSequence CACHE_STATUS = createOptimized("cache-status");
    static final CharSequence CACHE_TAG = createOptimized("cache-tag");
    static final CharSequence CONNECTION = createOptimized("connection");
    static final CharSequence CONTENT_DISPOSITION = createOptimized("content-disposition");
    static final CharSequence CONTENT_LENGTH = createOptimized("content-length");
    static final CharSequence CONTENT_RANGE = createOptimized("content-range");
    static final CharSequence CONTENT_TYPE = createOptimized("content-type");
    static final CharSequence DATE = createOptimized("date");
    static final CharSequence ETAG = createOptimized("etag");
    static final CharSequence EXPOSE_HEADERS = createOptimized("access-control-expose-headers");
    static final CharSequence IF_MODIFIED_SINCE = createOptimized("if-modified-since");
    static final CharSequence IF_NONE_MATCH = createOptimized("if-none-match");
    static final CharSequence IF_RANGE = createOptimized("if-range");
    static final CharSequence LAST_MODIFIED = createOptimized("last-modified");
    static final CharSequence MAX_AGE = createOptimized("access-control-max-age");
    static final CharSequence RANGE = createOptimized("range");
    static final CharSequence RATE_LIMIT = createOptimized("ratelimit-limit");
    static final CharSequence RATE_LIMIT_REMAINING = createOptimized("ratelimit-remaining");
    static final CharSequence RATE_LIMIT_RESET = createOptimized("ratelimit-reset");
    static final CharSequence REQUEST_ID = createOptimized("x-request-id");
    static final CharSequence RETRY_AFTER = createOptimized("retry-after");
    static final CharSequence SURROGATE_KEY = createOptimized("surrogate-key");
    static final CharSequence TRACE_PARENT = createOptimized("traceparent");
    static final CharSequence TRACE_STATE = createOptimized("tracestate");
    static final CharSequence VARY = createOptimized("vary");

    static final CharSequence ANY = createOptimized("*");
    static final CharSequence AUTHORIZATION = createOptimized("authorization");
    static final CharSequence BY_ACCEPT = createOptimized("Accept");
    static final CharSequence BYTES = createOptimized("bytes");
    static final CharSequence CLOSE = createOptimized("close");
    static final CharSequence NO_STORE = createOptimized("no-store");
    static final CharSequence PLAIN_TEXT = createOptimized("text/plain; charset=utf-8");

    private Fields() {}
}
