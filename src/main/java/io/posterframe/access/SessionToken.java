package io.posterframe.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Kaltura session as it was sent, of which nothing is proven yet. Its forms are described in Kaltura's API reference. */
sealed interface SessionToken permits SessionV1, SessionV2 {

    /** The longest that is read, in characters. */
    int MAX_LENGTH = 4096;

    Pattern PARTNER_ID = Pattern.compile("[-0-9]{1,20}");

    /** Reads either form, in either alphabet of base64; empty for text that is no session. */
    static Optional<SessionToken> read(String ks) {
        if (ks.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(ks.replace('+', '-').replace('/', '_'));
            return SessionV2.is(bytes) ? SessionV2.read(bytes) : SessionV1.read(bytes);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The account that claims to have signed it, 1 to 20 digits and minus signs. */
    String partnerId();

    /** The session, if it is signed by one of the account's secrets. Each comparison takes the same time. */
    Optional<Session> open(List<String> secrets);

    static byte[] sha1(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Up to 12 digits, so that it can be counted in milliseconds; 0 for all else, as PHP reads text. */
    static long number(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    }
}
