package io.posterframe.hls;

import io.posterframe.hls.Encryption.Method;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The EXT-X-KEY tags in force at one place of a playlist, one a key format. (The library's parser keeps one a segment, not
 * its place before or behind EXT-X-MAP, and refuses methods that it does not know.)
 */
final class KeyTags {
    private static final String IDENTITY = "identity";
    private static final int MOST_FORMATS = 20;
    private static final int LONGEST_NAME = 40;

    private final Map<String, Encryption> byFormat = new LinkedHashMap<>();

    void read(Attributes attributes) {
        String method = attributes.get("METHOD", "");
        if (method.equals("NONE")) {
            byFormat.clear();
            return;
        }
        String format = attributes.get("KEYFORMAT", IDENTITY).toLowerCase(Locale.ROOT);
        if (byFormat.size() >= MOST_FORMATS && !byFormat.containsKey(format)) {
            throw Refusal.undecodable("names too many kinds of keys for one segment", "");
        }
        byFormat.put(format, encryption(method, format, attributes));
    }

    /** What a resource at this place is encrypted with, or null for nothing. Of several formats the plain one counts. */
    @Nullable
    Encryption current() {
        Encryption plain = byFormat.get(IDENTITY);
        return plain != null || byFormat.isEmpty()
                ? plain
                : byFormat.values().iterator().next();
    }

    private static Encryption encryption(String name, String format, Attributes attributes) {
        Method method = method(name);
        String uri = attributes.get("URI");
        if (method == Method.OTHER || !format.equals(IDENTITY)) {
            return Encryption.other(shown(name) + (format.equals(IDENTITY) ? "" : " by a DRM system"));
        }
        if (uri == null) {
            throw Refusal.undecodable("is encrypted, but its playlist does not say where the key is", "");
        }
        return new Encryption(method, uri, iv(attributes.get("IV")));
    }

    private static Method method(String name) {
        return switch (name) {
            case "AES-128" -> Method.AES_128;
            case "AES-256" -> Method.AES_256;
            case "AES-256-CTR" -> Method.AES_256_CTR;
            default -> Method.OTHER;
        };
    }

    /** A method's name as it may be shown to a client. */
    private static String shown(String name) {
        return name.matches("[A-Z0-9-]{1," + LONGEST_NAME + "}") ? name : "an unknown method";
    }

    private static @Nullable BigInteger iv(@Nullable String hex) {
        if (hex == null) {
            return null;
        }
        if (!hex.matches("0[xX][0-9a-fA-F]{1,32}")) {
            throw Refusal.undecodable("has an unreadable IV in its playlist", "");
        }
        return new BigInteger(hex.substring(2), 16);
    }
}
