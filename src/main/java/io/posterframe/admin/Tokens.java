package io.posterframe.admin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lets those pass who send a token. */
final class Tokens {
    private static final String SCHEME = "bearer ";

    private final List<byte[]> tokens;

    Tokens(List<String> tokens) {
        this.tokens = tokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void check(RoutingContext routing) {
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new Problem(ProblemType.UNAUTHORIZED, "send Authorization: Bearer and a token of admin.tokens");
        }
        if (!isKnown(header)) {
            throw new Problem(ProblemType.UNAUTHORIZED, "this token is not one of admin.tokens");
        }
        routing.next();
    }

    /** @param header the value of Authorization; null for none */
    boolean isKnown(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        byte[] given = header.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] token : tokens) {
            known |= MessageDigest.isEqual(token, given); // all of them, so that the time tells nothing
        }
        return known;
    }
}
