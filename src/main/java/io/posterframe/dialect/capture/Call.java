package io.posterframe.dialect.capture;

import io.posterframe.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A request for a capture, as HTTP brought it.
 *
 * @param origin        scheme and authority by which the client came: {@code http://host[:port]}; null for unknown
 * @param contentType   the Content-Type header, or null
 * @param authorization the Authorization header, or null where there isn't exactly one
 * @param body          at most {@link #MAX_BODY} bytes
 */
public record Call(
        @Nullable String origin,
        @Nullable String contentType,
        @Nullable String authorization,
        byte[] body,
        Caller caller) {

    /** The most of a body that is read, in bytes. */
    public static final int MAX_BODY = 16 << 10;

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Call[" + body.length + " bytes]";
    }
}
