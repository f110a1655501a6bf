package io.posterframe.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to upload a number of files until a time; the files live as long as the token.
 *
 * @param id         names the token and is all that is needed to use it
 * @param partnerId  the account that it was made for, or null
 * @param attributes what the API of its kind keeps with it: a JSON object as text
 * @param maxUploads files that may be uploaded with it, 1 or more
 * @param uploads    files that were begun
 * @param validUntil from then on it is as good as unknown
 */
public record UploadToken(
        String id,
        Kind kind,
        @Nullable String partnerId,
        String attributes,
        int maxUploads,
        int uploads,
        Instant createdAt,
        Instant validUntil) {

    /** Whose kind of token it is; decides what its id looks like. */
    public enum Kind {
        /** {@code 0_} and 32 hexadecimal digits. */
        KALTURA,
        /** 40 hexadecimal digits. */
        PHOTO
    }
}
