package io.posterframe.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a new token is to be.
 *
 * @param partnerId  the account that it is made for, at most 20 characters, or null
 * @param attributes what the API of its kind keeps with it: a JSON object as text, at most 16,000 characters
 * @param maxUploads files that may be uploaded with it, 1 or more
 * @param validFor   how long it may be used and its files live, more than zero
 */
public record TokenRequest(
        UploadToken.Kind kind, @Nullable String partnerId, String attributes, int maxUploads, Duration validFor) {
    private static final int LONGEST_ATTRIBUTES = 16_000;
    private static final int LONGEST_PARTNER = 20;

    public TokenRequest {
        if (maxUploads < 1 || validFor.isNegative() || validFor.isZero()) {
            throw new IllegalArgumentException("a token of no use");
        }
        if (attributes.length() > LONGEST_ATTRIBUTES || partnerId != null && partnerId.length() > LONGEST_PARTNER) {
            throw new IllegalArgumentException("attributes or an account's id too long to keep");
        }
    }

    /** For one file, without attributes. */
    public static TokenRequest kaltura(@Nullable String partnerId, Duration validFor) {
        return new TokenRequest(UploadToken.Kind.KALTURA, partnerId, "{}", 1, validFor);
    }
}
