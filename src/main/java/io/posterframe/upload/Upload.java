package io.posterframe.upload;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was uploaded or is being uploaded.
 *
 * @param id            made here, 32 hexadecimal digits; also the name of the file on disk
 * @param identifier    what the client calls a file that comes in chunks; null for one that came whole
 * @param fileName      what the client calls the file: to show and to choose by, never a path
 * @param totalBytes    1 or more
 * @param chunkBytes    where chunks begin: the n-th, from 1, at (n - 1) x this; 0 for a file that came whole
 * @param receivedBytes of all chunks that are safe on disk, so {@code totalBytes} when the file is complete
 * @param updatedAt     when the last of them came
 */
public record Upload(
        String id,
        String tokenId,
        @Nullable String identifier,
        String fileName,
        long totalBytes,
        long chunkBytes,
        long receivedBytes,
        Instant createdAt,
        Instant updatedAt) {
    static final String SCHEME = "upload";

    public boolean complete() {
        return receivedBytes == totalBytes;
    }

    /** Where its bytes are for {@code origin}. */
    public URI location() {
        return URI.create(SCHEME + ":" + id);
    }
}
