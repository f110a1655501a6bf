package io.posterframe.dialect.tasks;

import io.posterframe.picture.Doc;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who may use the API. */
public record TaskAccount(
        @Doc("What its clients send in Authorization, with nothing in front: 16 characters or more.") String key,
        @Doc("The partner whose videos it has, and whose its uploads become: 1 to 20 digits and minus signs.")
                String partner,
        @Doc("Where the ends of its tasks are told, http:// or https://; absent for nowhere.")
                Optional<String> callbackUrl,
        @Doc("What signs them, 16 characters or more; absent for no signature.") Optional<String> callbackSecret) {
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_URL = 1500;

    public TaskAccount {
        if (key.length() < SHORTEST_SECRET || !key.strip().equals(key)) {
            throw new IllegalArgumentException(
                    "key must have " + SHORTEST_SECRET + " characters or more, and no space around them");
        }
        if (!partner.matches("[0-9-]{1,20}")) {
            throw new IllegalArgumentException("partner must be 1 to 20 digits and minus signs");
        }
        if (callbackSecret.isPresent() && callbackSecret.get().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("callback-secret must have " + SHORTEST_SECRET + " characters or more");
        }
        if (callbackUrl.isPresent() && parsed(callbackUrl.get()) == null) {
            throw new IllegalArgumentException("callback-url must be http:// or https:// and a host, at most "
                    + LONGEST_URL + " characters, without a user and without #");
        }
    }

    private static @Nullable URI parsed(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            return http && plain && url.length() <= LONGEST_URL ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Who is told; null for nobody. */
    @Nullable
    URI callback() {
        return callbackUrl.map(TaskAccount::parsed).orElse(null);
    }

    boolean isToldAs(TaskAccount other) {
        return callbackUrl.equals(other.callbackUrl) && callbackSecret.equals(other.callbackSecret);
    }

    /** Without the key and the secret, so that they don't get into a log. */
    @Override
    public String toString() {
        return "TaskAccount[" + partner + "]";
    }
}
