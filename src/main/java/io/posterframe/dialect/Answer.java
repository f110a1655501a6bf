package io.posterframe.dialect;

import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
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
     * @param saved     whether browsers are to save it rather than show it
     * @param immutable whether the URL names a stored version that was found, so that its picture never changes
     * @param tags      what a purge may name this picture by; printable ASCII without spaces and commas
     * @param variant   which one of the URL's variants this is; null where the URL has one for everybody
     * @param keeping   who may keep it
     */
    record Picture(
            Delivered delivered,
            @Nullable String fileName,
            boolean saved,
            boolean immutable,
            List<String> tags,
            @Nullable Variant variant,
            Keeping keeping)
            implements Answer {

        /** One to be shown. */
        public Picture(
                Delivered delivered,
                @Nullable String fileName,
                boolean immutable,
                List<String> tags,
                @Nullable Variant variant,
                Keeping keeping) {
            this(delivered, fileName, false, immutable, tags, variant, keeping);
        }
    }

    /**
     * A text that tells of a picture, for its asker alone.
     *
     * @param outcome where the picture came from
     */
    record Document(String contentType, String text, Outcome outcome) implements Answer {}

    /**
     * No picture.
     *
     * @param status      of HTTP; 200 where the dialect reports errors so
     * @param contentType of the text
     * @param headers     the dialect's own
     * @param text        the body
     * @param cause       why
     * @param varies      whether the URL has variants, which other clients may get
     * @param shared      whether everybody who asks for the URL is refused alike
     */
    record Refusal(
            int status,
            String contentType,
            Map<String, String> headers,
            String text,
            Failure cause,
            boolean varies,
            boolean shared)
            implements Answer {
        public static final String PLAIN_TEXT = "text/plain; charset=utf-8";

        /** Whether it says something that stays true for a while. */
        public boolean lasting() {
            return status < 500 && !cause.passing();
        }
    }
}
