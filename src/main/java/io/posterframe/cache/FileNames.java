package io.posterframe.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Where a key's file lies: {@code ab/ab0123456789cdef.pic} by the first 64 bits of the key's SHA-256. That two keys
 * share a name is not to be expected (one chance in 37 million among a million files); if it happens, the whole key in
 * the header tells them apart and they take turns.
 */
final class FileNames {
    private static final String SUFFIX = ".pic";
    private static final int HEX_DIGITS = 16;

    private FileNames() {}

    static long of(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Path path(Path folder, long name) {
        String hex = HexFormat.of().toHexDigits(name);
        return folder.resolve(hex.substring(0, 2)).resolve(hex + SUFFIX);
    }

    /** The name that this file was given by {@link #path}; empty if it was not. */
    static OptionalLong parse(Path folder, Path file) {
        String text = file.getFileName().toString();
        if (text.length() == HEX_DIGITS + SUFFIX.length() && text.endsWith(SUFFIX)) {
            try {
                long name = HexFormat.fromHexDigitsToLong(text, 0, HEX_DIGITS);
                if (path(folder, name).equals(file)) {
                    return OptionalLong.of(name);
                }
            } catch (IllegalArgumentException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }
}
