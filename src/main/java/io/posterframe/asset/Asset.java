package io.posterframe.asset;

import io.posterframe.job.JobApi;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A video that a client has uploaded.
 *
 * @param entryId        the entry that it is, by which each API names it
 * @param uploadId       its file
 * @param fileName       what the client calls it: to show, never a path
 * @param contentType    what it is by its name
 * @param durationMicros how long it is
 * @param width          of a frame, upright and with square pixels
 * @param height         of a frame
 * @param metadata       what the client keeps with it: a JSON object as text; null for nothing
 */
public record Asset(
        String entryId,
        JobApi api,
        String partnerId,
        String uploadId,
        String fileName,
        String contentType,
        long bytes,
        long durationMicros,
        int width,
        int height,
        @Nullable String metadata,
        Instant createdAt) {
    /** The most characters of metadata. */
    public static final int LONGEST_METADATA = 16_000;
}
