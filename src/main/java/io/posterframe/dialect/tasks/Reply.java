package io.posterframe.dialect.tasks;

import io.posterframe.dialect.Answer;
import io.posterframe.job.PulledStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the API answers, before it is bytes on a connection. */
public sealed interface Reply {

    /** A success in JSON. */
    record Json(String text) implements Reply {}

    /** A picture or a video to save, or a refusal. */
    record Of(Answer answer) implements Reply {}

    /**
     * What is made while it is sent. Whoever doesn't send it stops it.
     *
     * @param length   in bytes; empty for unknown
     * @param fileName to save it by; null for what is to be read at once
     */
    record Streamed(PulledStream stream, OptionalLong length, String contentType, @Nullable String fileName)
            implements Reply {}
}
