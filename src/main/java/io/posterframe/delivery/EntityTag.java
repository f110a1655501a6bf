package io.posterframe.delivery;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A strong ETag: half of the SHA-256 of the bytes, in quotes. */
final class EntityTag {
    private static final int BYTES = 16;

    private EntityTag() {}

    static String of(ByteBuffer content) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(content.duplicate());
            return '"' + HexFormat.of().formatHex(sha.digest(), 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
