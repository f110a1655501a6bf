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
     * @param immutable whether the URL names a stored version that was found, so that its picture never changes
     * @param tags      what a purge may name this picture by; printable ASCII without spaces and commas
     * @param variant   which one of the URL's variants this is; null where the URL has one for everybody
     */
    record Picture(
            Delivered delivered,
            @Nullable String fileName,
            boolean immutable,
            List<String> tags,
            @Nullable Variant variant)
            implements Answer {}

    /**
     * No picture.
     *
     * @param status  4xx or 5xx
     * @param headers the dialect's own
     * @param text    the body, one line of plain text
     * @param cause   why
     * @param varies  whether the URL has variants, which other clients may get
     */
    record Refusal(int status, Map<String, String> headers, String text, Failure cause, boolean varies)
            implements Answer {}
}
