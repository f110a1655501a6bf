package io.posterframe.dialect.photoframe;

import org.jspecify.annotations.Nullable;

/**
 * A reply that is no picture, and nobody's to keep.
 *
 * @param status   of HTTP
 * @param location where the client is to go; null to stay
 */
public record TextReply(int status, String contentType, @Nullable String location, String text) {
    static final String PLAIN = "text/plain; charset=utf-8";

    static TextReply plain(int status, String text) {
        return new TextReply(status, PLAIN, null, text);
    }
}
