package io.posterframe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** GET requests of the 23 Video API, signed with OAuth 1.0 (RFC 5849, HMAC-SHA1) as a server's client does it. */
final class SignedCalls {
    /** The option {@code photo.site-url} of the server that is asked. */
    static final String SITE = "http://videos.example.com";

    private final Edge edge;

    SignedCalls(Edge edge) {
        this.edge = edge;
    }

    /** @param token null for a call without one, whose secret is empty then */
    record Signer(String key, String secret, @Nullable String token, String tokenSecret) {}

    /** Signed now, with a nonce of its own. @param query as below */
    Reply get(Signer signer, String path, String query) {
        return get(
                signer, path, query, UUID.randomUUID().toString(), Instant.now().getEpochSecond());
    }

    /**
     * @param query  names and values, {@link #encoded} already; empty for none
     * @param second the time of the signature, since 1970
     */
    Reply get(Signer signer, String path, String query, String nonce, long second) {
        TreeMap<String, String> oauth = new TreeMap<>();
        oauth.put("oauth_consumer_key", signer.key());
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_signature_method", "HMAC-SHA1");
        oauth.put("oauth_timestamp", Long.toString(second));
        if (signer.token() != null) {
            oauth.put("oauth_token", signer.token());
        }
        TreeMap<String, String> all = new TreeMap<>(oauth);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            all.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        String base = "GET&" + encoded(SITE + path) + "&" + encoded(joined(all, "=", "", "&"));
        oauth.put("oauth_signature", encoded(hmac(signer.secret() + "&" + signer.tokenSecret(), base)));
        String target = query.isEmpty() ? path : path + "?" + query;
        return edge.get(target, "authorization", "OAuth " + joined(oauth, "=\"", "\"", ", "));
    }

    private static String joined(Map<String, String> values, String equals, String end, String between) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + equals + value.getValue() + end)
                .collect(Collectors.joining(between));
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As RFC 5849 section 3.6 has it. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
