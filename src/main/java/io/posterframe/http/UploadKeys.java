package io.posterframe.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The keys of {@code uploads.keys}, sent as {@code Authorization: Bearer} (RFC 6750). Safe on every thread. */
final class UploadKeys {
    private static final String BEARER = "Bearer ";

    private final List<byte[]> keys;

    UploadKeys(List<String> keys) {
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Each key is compared in a time that doesn't tell how much of it is right. */
    boolean isHeldBy(HttpServerRequest request) {
        String sent = request.getHeader(Fields.AUTHORIZATION);
        if (sent == null || !sent.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        byte[] key = sent.substring(BEARER.length()).trim().getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (byte[] known : keys) {
            found |= MessageDigest.isEqual(known, key);
        }
        return found;
    }
}
