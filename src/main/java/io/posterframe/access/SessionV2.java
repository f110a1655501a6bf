package io.posterframe.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The second form: {@code v2|partner|} and AES-128-CBC of a SHA-1, 16 random bytes and fields in the form of a query
 * string, padded with zeros. The key is the beginning of the secret's SHA-1, the initialisation vector zero, and the hash
 * is of all behind it. Fields that begin with an underscore are the session's own; the others are privileges.
 */
record SessionV2(String partnerId, byte[] encrypted) implements SessionToken {
    private static final byte[] PREFIX = SessionToken.utf8("v2|");
    private static final int BLOCK = 16;
    private static final int HASH_LENGTH = 20;
    private static final int RANDOM_LENGTH = 16;

    static boolean is(byte[] bytes) {
        return bytes.length > PREFIX.length && Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    static Optional<SessionToken> read(byte[] bytes) {
        int end = PREFIX.length;
        while (end < bytes.length && bytes[end] != '|') {
            end++;
        }
        String partner = new String(bytes, PREFIX.length, end - PREFIX.length, StandardCharsets.ISO_8859_1);
        int length = bytes.length - end - 1;
        boolean readable =
                PARTNER_ID.matcher(partner).matches() && length > HASH_LENGTH + RANDOM_LENGTH && length % BLOCK == 0;
        return readable
                ? Optional.of(new SessionV2(partner, Arrays.copyOfRange(bytes, end + 1, bytes.length)))
                : Optional.empty();
    }

    @Override
    public Optional<Session> open(List<String> secrets) {
        Optional<Session> session = Optional.empty();
        for (String secret : secrets) {
            byte[] plain = decrypted(secret);
            byte[] hash = Arrays.copyOf(plain, HASH_LENGTH);
            byte[] rest = Arrays.copyOfRange(plain, HASH_LENGTH, end(plain));
            if (MessageDigest.isEqual(SessionToken.sha1(rest), hash)) {
                session = session(new String(rest, RANDOM_LENGTH, rest.length - RANDOM_LENGTH, StandardCharsets.UTF_8));
            }
        }
        return session;
    }

    private byte[] decrypted(String secret) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            byte[] key = Arrays.copyOf(SessionToken.sha1(SessionToken.utf8(secret)), BLOCK);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has it, and the length fits
        }
    }

    /** Where the padding begins, at the earliest behind the random bytes. */
    private static int end(byte[] plain) {
        int end = plain.length;
        while (end > HASH_LENGTH + RANDOM_LENGTH && plain[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private Optional<Session> session(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, List<String>> privileges = new LinkedHashMap<>();
        try {
            for (String field : text.split("&")) {
                int equals = field.indexOf('=');
                String name = decoded(equals < 0 ? field : field.substring(0, equals));
                String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
                if (name.startsWith("_")) {
                    fields.put(name, value);
                } else if (!name.isEmpty()) {
                    privileges.put(name, List.of(value));
                }
            }
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
        return Optional.of(new Session(
                partnerId,
                SessionToken.number(fields.getOrDefault("_e", "")),
                (int) Math.min(SessionToken.number(fields.getOrDefault("_t", "")), Integer.MAX_VALUE),
                fields.getOrDefault("_u", ""),
                new Privileges(privileges)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
