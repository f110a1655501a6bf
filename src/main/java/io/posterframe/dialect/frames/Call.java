package io.posterframe.dialect.frames;

import io.posterframe.access.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, as HTTP brought it.
 *
 * @param origin        scheme and authority by which the client came: {@code http://host[:port]}; null for unknown
 * @param authorization the Authorization header, or null where there isn't exactly one
 * @param id            of the file or extraction that the path names, any text; empty where it names none
 * @param query         the parameters of the URL, of several with one name the first
 * @param body          at most {@link #MAX_BODY} bytes, or {@link #MAX_DESCRIPTION} where a file is described
 */
public record Call(
        @Nullable String origin,
        @Nullable String authorization,
        String id,
        Map<String, String> query,
        byte[] body,
        Caller caller) {

    /** The most of a body that is read, in bytes. */
    public static final int MAX_BODY = 16 << 10;

    /** The same where a file is described: a character of metadata may come as six bytes. */
    public static final int MAX_DESCRIPTION = 128 << 10;

    public Call {
        query = Map.copyOf(query);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Call[" + id + ", " + body.length + " bytes]";
    }
}
