package io.posterframe.dialect.photoframe;

import io.posterframe.picture.Doc;
import java.util.Optional;

/**
 * An OAuth access token of a consumer. It doesn't expire.
 *
 * @param token  1 to 128 characters
 * @param secret 16 characters or more
 */
public record AccessToken(
        @Doc("The token, sent as oauth_token.") String token,
        @Doc("Its secret, 16 characters or more.") String secret,
        @Doc("What its holder may do.") Level level,
        @Doc("The user that it stands for, up to 64 characters. None when left out.") Optional<String> userId) {
    private static final int LONGEST_USER = 64;

    public AccessToken {
        Consumer.checkPair(token, secret);
        if (userId.filter(user -> user.length() > LONGEST_USER).isPresent()) {
            throw new IllegalArgumentException("user-id must have at most " + LONGEST_USER + " characters");
        }
    }

    /** Without the secret, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "AccessToken[" + level + "]";
    }
}
