package io.posterframe.access;

import io.posterframe.picture.Doc;
import java.util.regex.Pattern;

/**
 * A secret by which URLs are signed.
 *
 * @param id     stands in front of the signature; 1 to 32 letters, digits, {@code _} and {@code -}
 * @param secret shared by those who sign and this server; 32 to 256 characters
 */
public record SigningKey(
        @Doc("Stands in front of the signature: 1 to 32 letters, digits, _ and -.") String id,
        @Doc(
                        "What the account's server and this one share, 32 to 256 characters; `openssl rand -hex 32` makes a good one.")
                String secret) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int SHORTEST_SECRET = 32;
    private static final int LONGEST_SECRET = 256;

    public SigningKey {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id must be 1 to 32 letters, digits, _ and -");
        }
        if (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET) {
            throw new IllegalArgumentException("secret must have 32 to 256 characters");
        }
    }

    /** Without the secret, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
