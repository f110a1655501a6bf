package io.posterframe.dialect.photoframe;

import io.posterframe.picture.Failure;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens that give a right to a photo: its secret one, and those made of it that end at a time. */
final class PhotoToken {
    private static final Pattern TIME_LIMITED = Pattern.compile("[0-9a-f]{40}-([0-9]{1,12})");

    private PhotoToken() {}

    /**
     * Makes a time-limited token: its parameters are collated by name.
     *
     * @param expire seconds since 1970
     */
    static String timeLimited(String secret, String photoId, long expire) {
        byte[] mac = HmacSha1.of(secret, "expire" + expire + "photo_id" + photoId);
        return HexFormat.of().formatHex(mac) + "-" + expire;
    }

    /**
     * Checks a token that a client sent.
     *
     * @param secret    the photo's own token
     * @param nowMillis the time
     * @return when the right ends, milliseconds since 1970; {@link Long#MAX_VALUE} for never
     * @throws ApiException invalid_photo_token
     */
    static long check(String secret, String photoId, String given, long nowMillis) {
        if (HmacSha1.same(secret, given)) {
            return Long.MAX_VALUE;
        }
        Matcher parts = TIME_LIMITED.matcher(given);
        if (parts.matches()) {
            long expire = Long.parseLong(parts.group(1));
            // a zero in front would be another text for the same time
            boolean right = HmacSha1.same(timeLimited(secret, photoId, expire), given);
            if (right && nowMillis < expire * 1000) {
                return expire * 1000;
            }
        }
        throw wrong();
    }

    static ApiException wrong() {
        ApiError error = ApiError.INVALID_PHOTO_TOKEN;
        return new ApiException(error, new Failure.Denied(Failure.Denied.Reason.SIGNATURE, error.message()));
    }
}
