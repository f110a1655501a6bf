package io.posterframe.dialect.photoframe;

import io.posterframe.picture.Doc;
import java.util.List;
import java.util.Optional;

/**
 * An application that signs its requests.
 *
 * @param key    1 to 128 characters
 * @param secret 16 characters or more
 */
public record Consumer(
        @Doc("The consumer key, sent as oauth_consumer_key.") String key,
        @Doc("Its secret, 16 characters or more.") String secret,
        @Doc("The account that its uploads belong to: an id of the admin API's accounts. "
                        + "Left out: it can't ask for upload tokens.")
                Optional<String> partner,
        @Doc("What it may not ask for: frame, get-upload-token.") List<ApiMethod> disabledMethods,
        @Doc("Its access tokens.") List<AccessToken> tokens) {
    private static final int LONGEST_KEY = 128;
    private static final int SHORTEST_SECRET = 16;

    public Consumer {
        disabledMethods = List.copyOf(disabledMethods);
        tokens = List.copyOf(tokens);
        checkPair(key, secret);
        if (tokens.stream().map(AccessToken::token).distinct().count() < tokens.size()) {
            throw new IllegalArgumentException("tokens must differ from each other");
        }
        if (partner.filter(id -> !id.matches("[0-9-]{1,20}")).isPresent()) {
            throw new IllegalArgumentException("partner must be 1 to 20 digits and minus signs");
        }
    }

    static void checkPair(String key, String secret) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("keys and tokens must have 1 to " + LONGEST_KEY + " characters");
        }
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("secrets must have " + SHORTEST_SECRET + " characters or more");
        }
    }

    /** Without secrets, so that they don't get into a log. */
    @Override
    public String toString() {
        return "Consumer[" + key + "]";
    }
}
