package io.posterframe.clips;

import io.posterframe.clips.HlsRecipe.Encryption;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts whole segments with AES-128 as HLS does (RFC 8216bis, 4.4.4.4). */
final class HlsCipher {
    private static final int BYTES = 16;
    private static final byte[] TOLD = new BigInteger("112233445566778899aabbccddeeff00", 16).toByteArray();

    private final Encryption encryption;
    private final Map<String, byte[]> keys = new TreeMap<>();

    HlsCipher(Encryption encryption) {
        this.encryption = encryption;
    }

    /** The files of all keys used so far, by name. */
    Map<String, byte[]> keys() {
        return keys;
    }

    /** Whether an initialization section is encrypted as a segment is. */
    boolean coversInit() {
        return encryption == Encryption.IV_TOLD;
    }

    /** The key's tag for a segment. @param last whether it is the stream's last */
    String tag(int segment, boolean last) {
        return switch (encryption) {
            case NONE -> "";
            case IV_TOLD ->
                "#EXT-X-KEY:METHOD=AES-128,URI=\"" + keyOf(segment) + "\",IV=0x"
                        + HexFormat.of().formatHex(TOLD) + "\n";
            case IV_BY_SEQUENCE -> "#EXT-X-KEY:METHOD=AES-128,URI=\"" + keyOf(segment) + "\"\n";
            case ROTATED ->
                last ? "#EXT-X-KEY:METHOD=NONE\n" : "#EXT-X-KEY:METHOD=AES-128,URI=\"" + keyOf(segment) + "\"\n";
        };
    }

    byte[] encrypt(byte[] clear, int segment, int sequence, boolean last) {
        if (encryption == Encryption.NONE || encryption == Encryption.ROTATED && last) {
            return clear;
        }
        byte[] iv = encryption == Encryption.IV_TOLD
                ? TOLD
                : ByteBuffer.allocate(BYTES).putLong(0).putLong(sequence).array();
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key(keyOf(segment)), "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keyOf(int segment) {
        return encryption == Encryption.ROTATED ? "film-" + segment / 2 + ".key" : "film.key";
    }

    private byte[] key(String name) {
        return keys.computeIfAbsent(name, n -> {
            byte[] key = new byte[BYTES];
            new Random(n.hashCode()).nextBytes(key);
            return key;
        });
    }
}
