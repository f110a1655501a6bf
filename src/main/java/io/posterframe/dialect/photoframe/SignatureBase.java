package io.posterframe.dialect.photoframe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What an OAuth 1.0a signature is made of (RFC 5849, 3.4). */
final class SignatureBase {
    private SignatureBase() {}

    /**
     * The text that is signed.
     *
     * @param url    without its query, in its normal form
     * @param signed all that the signature covers, but {@code realm} and {@code oauth_signature}
     */
    static String of(String verb, String url, List<Parameter> signed) {
        String parameters = signed.stream()
                .map(parameter -> new Parameter(encoded(parameter.name()), encoded(parameter.value())))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
        return encoded(verb) + "&" + encoded(url) + "&" + encoded(parameters);
    }

    /** The signature by HMAC-SHA1, in Base64. */
    static String sign(String base, String consumerSecret, String tokenSecret) {
        byte[] mac = HmacSha1.of(encoded(consumerSecret) + "&" + encoded(tokenSecret), base);
        return Base64.getEncoder().encodeToString(mac);
    }

    /** Percent-encoding of everything but letters, digits and {@code -._~}. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~".indexOf(b) >= 0;
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
