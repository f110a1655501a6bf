package io.posterframe.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request target that carries a signature: {@code /path?query&expires=seconds&signature=key.value}. The signature is of
 * all that stands in front of it, without the {@code ?} or {@code &} between them.
 *
 * @param text    what is signed
 * @param expires as written; empty text when the URL doesn't expire
 */
record SignedTarget(String text, String keyId, String signature, String expires) {
    static final String SIGNATURE = "signature";
    static final String EXPIRES = "expires";

    /** Whether any parameter of the query could be taken for a signature, in whatever way it is written. */
    static boolean isClaimedBy(String target) {
        return count(target, SIGNATURE) > 0;
    }

    /**
     * Reads a target that claims to be signed. Empty when the signature isn't the last parameter, when it or the expiry
     * is there twice or in an encoded name, or when one of them has another form.
     */
    static Optional<SignedTarget> read(String target) {
        int last = Math.max(target.lastIndexOf('&'), target.indexOf('?'));
        String value = value(target.substring(last + 1), SIGNATURE);
        int dot = value.indexOf('.');
        if (dot <= 0 || count(target, SIGNATURE) != 1) {
            return Optional.empty();
        }
        String text = target.substring(0, last);
        String expires = "";
        for (String parameter : parameters(text)) {
            if (name(parameter).equals(EXPIRES)) {
                String seconds = value(parameter, EXPIRES);
                if (!expires.isEmpty() || !seconds.matches("[0-9]{1,12}")) {
                    return Optional.empty();
                }
                expires = seconds;
            }
        }
        return Optional.of(new SignedTarget(text, value.substring(0, dot), value.substring(dot + 1), expires));
    }

    /** When the URL ends, milliseconds since 1970; {@link Long#MAX_VALUE} for never. */
    long untilMillis() {
        return expires.isEmpty() ? Long.MAX_VALUE : Long.parseLong(expires) * 1000;
    }

    /** How many parameters of a target's query have this name. */
    static int count(String target, String name) {
        int count = 0;
        for (String parameter : parameters(target)) {
            count += name(parameter).equals(name) ? 1 : 0;
        }
        return count;
    }

    private static String[] parameters(String target) {
        int question = target.indexOf('?');
        return question < 0 ? new String[0] : target.substring(question + 1).split("&");
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return name;
        }
    }

    /** The value of a parameter whose name is written in full, without any encoding; else empty text. */
    private static String value(String parameter, String name) {
        return parameter.startsWith(name + "=") ? parameter.substring(name.length() + 1) : "";
    }
}
