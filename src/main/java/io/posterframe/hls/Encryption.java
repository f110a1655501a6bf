package io.posterframe.hls;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a resource is encrypted, as EXT-X-KEY says.
 *
 * @param keyUri where the key is, as written; never shown, since it may open it
 * @param iv     of the tag, or null where the media sequence number is it
 */
record Encryption(Method method, String keyUri, @Nullable BigInteger iv) {

    /** The methods that encrypt a whole resource. */
    enum Method {
        /** AES-128 in CBC with PKCS#7 padding (RFC 8216 section 5.2). */
        AES_128(16, "AES/CBC/NoPadding"),
        /** As AES-128 with a longer key (addendum to draft-pantos-hls-rfc8216bis of 2023). */
        AES_256(32, "AES/CBC/NoPadding"),
        /** A 256 bit key in counter mode, without padding; the IV is the first counter (same addendum). */
        AES_256_CTR(32, "AES/CTR/NoPadding"),
        /** Anything else: can't be read. */
        OTHER(0, "");

        private final int keyBytes;
        private final String transformation;

        Method(int keyBytes, String transformation) {
            this.keyBytes = keyBytes;
            this.transformation = transformation;
        }

        int keyBytes() {
            return keyBytes;
        }

        String transformation() {
            return transformation;
        }
    }

    /** What {@link Method#OTHER} is called in place of a key's URI. */
    String name() {
        return keyUri;
    }

    static Encryption other(String name) {
        return new Encryption(Method.OTHER, name, null);
    }

    /** The same with the IV that a resource has that brings none: its media sequence number. */
    Encryption at(long mediaSequence) {
        return iv != null ? this : new Encryption(method, keyUri, BigInteger.valueOf(mediaSequence));
    }

    @Override
    public String toString() {
        return method.name();
    }
}
