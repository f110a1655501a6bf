package io.posterframe.dialect;

import io.posterframe.delivery.Delivered;
import io.posterframe.picture.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dialect answers, before it is bytes on a connection. */
public sealed interface Answer {

    /**
     * A picture.
     *
     * @param fileName  for Content-Disposition, or null
     * @param immutable whether the URL names a version, so that its picture never changes
     * @param tags      what a purge may name this picture by; printable ASCII without spaces and commas
     */
    record Picture(Delivered delivered, @Nullable String fileName, boolean immutable, List<String> tags)
            implements Answer {}

    /**
     * No picture.
     *
     * @param status  4xx or 5xx
     * @param headers the dialect's own
     * @param text    the body, one line of plain text
     * @param cause   why
     */
    record Refusal(int status, Map<String, String> headers, String text, Failure cause) implements Answer {}
}
