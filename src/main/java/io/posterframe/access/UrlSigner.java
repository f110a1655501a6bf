package io.posterframe.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs URLs and verifies what it signed: HMAC-SHA256 of the path and the query, in base64url without padding. Host and
 * method are not signed. Safe on every thread.
 */
public final class UrlSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]*");
    private static final long LAST_SECOND = 999_999_999_999L;

    private final List<SigningKey> keys;

    /** @param keys the first signs, each verifies */
    public UrlSigner(List<SigningKey> keys) {
        this.keys = List.copyOf(keys);
    }

    public boolean hasKeys() {
        return !keys.isEmpty();
    }

    /**
     * The target with its signature at the end. Fails with an IllegalArgumentException that says why it can't be signed.
     *
     * @param target  a path that begins with a slash, perhaps with a query, in ASCII and without a fragment
     * @param expires when it ends, in whole seconds; null for never
     * @param keyId   by which key; null for the first
     */
    public String sign(String target, @Nullable Instant expires, @Nullable String keyId) {
        if (!TARGET.matcher(target).matches()) {
            throw new IllegalArgumentException(
                    "it must be a path that begins with /, in ASCII, with what is not allowed in a URL percent-encoded");
        }
        if (SignedTarget.count(target, SignedTarget.SIGNATURE) > 0
                || SignedTarget.count(target, SignedTarget.EXPIRES) > 0) {
            throw new IllegalArgumentException("it has a parameter signature or expires already");
        }
        SigningKey key = keys.stream()
                .filter(known -> keyId == null || known.id().equals(keyId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        keyId == null ? "there is no signing key" : "there is no signing key with this id"));
        String text = expires == null ? target : target + separator(target) + "expires=" + seconds(expires);
        return text + separator(text) + "signature=" + key.id() + "." + signature(key, text);
    }

    /** Whether the signature is one of ours. Whether it has expired is not looked at. */
    boolean verifies(SignedTarget target) {
        Optional<SigningKey> key =
                keys.stream().filter(known -> known.id().equals(target.keyId())).findFirst();
        return key.isPresent()
                && MessageDigest.isEqual(
                        signature(key.get(), target.text()).getBytes(StandardCharsets.UTF_8),
                        target.signature().getBytes(StandardCharsets.UTF_8));
    }

    private static String separator(String target) {
        return target.indexOf('?') < 0 ? "?" : "&";
    }

    private static long seconds(Instant expires) {
        if (expires.getEpochSecond() < 0 || expires.getEpochSecond() > LAST_SECOND) {
            throw new IllegalArgumentException("its expiry is out of range");
        }
        return expires.getEpochSecond();
    }

    static String signature(SigningKey key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }
}
