package io.posterframe.origin;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The fields by which an HTTP origin tells versions apart (RFC 9110 section 8.8), as they were sent. */
record Validators(@Nullable String etag, @Nullable String lastModified) {
    private static final int LONGEST = 256;

    static Validators of(MultiMap headers) {
        return new Validators(bounded(headers.get(HttpHeaders.ETAG)), bounded(headers.get(HttpHeaders.LAST_MODIFIED)));
    }

    /** A field longer than any sane one is as good as none: it is kept with each picture and sent with each read. */
    private static @Nullable String bounded(@Nullable String field) {
        return field == null || field.length() > LONGEST ? null : field;
    }

    /** Adds the condition under which a range may be joined to what was read before; only a strong validator can be one. */
    void askForSame(MultiMap headers) {
        if (etag != null && !etag.startsWith("W/")) {
            headers.set("If-Range", etag);
        } else if (lastModified != null) {
            headers.set("If-Range", lastModified);
        }
    }

    /** Adds the condition under which nothing but a 304 needs to be sent. */
    void askForOther(MultiMap headers) {
        if (etag != null) {
            headers.set(HttpHeaders.IF_NONE_MATCH, etag);
        } else if (lastModified != null) {
            headers.set(HttpHeaders.IF_MODIFIED_SINCE, lastModified);
        }
    }

    /**
     * Whether an answer with these other fields comes from another version. A field that only one of both has says
     * nothing: a 206 to If-Range may leave out Last-Modified (RFC 9110 section 15.3.7).
     */
    boolean contradicts(Validators other) {
        return etag != null && other.etag != null
                ? !etag.equals(other.etag)
                : lastModified != null && other.lastModified != null && !lastModified.equals(other.lastModified);
    }

    /** Whether nothing but the size tells versions apart. */
    boolean isNone() {
        return etag == null && lastModified == null;
    }

    SourceVersion version(long size) {
        String validator = etag != null ? etag : lastModified != null ? lastModified : "size " + size;
        return new SourceVersion(size, validator, lastModifiedMillis());
    }

    private long lastModifiedMillis() {
        if (lastModified == null) {
            return 0;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME
                    .parse(lastModified, Instant::from)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
