package io.posterframe.dialect.capture;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as the vendor's client does, good ones and bad ones. JSON is written with {@code '} for {@code "}. */
public final class Tokens {
    public static final String APIKEY = "9e3a1a0e-key";
    public static final String SECRET = "a-secret-of-the-tests-which-is-long";

    private Tokens() {}

    /** A payload of the client's own shape. @param more fields, with a comma in front */
    public static String payload(String apikey, Instant issued, Instant expires, String more) {
        return "{'apikey':'" + apikey + "','permissions':['allow_join','allow_mod'],'version':2,'roles':['crawler'],"
                + "'iat':" + issued.getEpochSecond() + ",'exp':" + expires.getEpochSecond() + more + "}";
    }

    /** A good one, of this minute. */
    public static String good() {
        return signed(payload(APIKEY, Instant.now(), Instant.now().plusSeconds(600), ""));
    }

    public static String signed(String payload) {
        return signed("{'alg':'HS256','typ':'JWT'}", payload, "HmacSHA256", SECRET);
    }

    public static String signed(String header, String payload, String mac, String secret) {
        String input = encoded(header) + "." + encoded(payload);
        try {
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac));
            return input + "." + base64(hmac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encoded(String json) {
        return base64(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
