package io.posterframe.cache;

import io.posterframe.purge.Names;
import io.posterframe.purge.Tags;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What objects are called: {@code <prefix><entry>/<picture>} by the SHA-256 of the entry's tag, of which 128 bits are taken, and of the picture's key.
 * So an entry's pictures are listed by one request, keys spread evenly over a store's partitions, and no name tells what is
 * shown.
 */
final class SharedNames {
    private static final int ENTRY_DIGITS = 32;

    private SharedNames() {}

    /** Null for a picture of no entry, which only the server that has its media can use. */
    static @Nullable String of(String prefix, String key, Names names) {
        for (String tag : names.tags()) {
            if (Tags.entryOf(tag).isPresent()) {
                return folder(prefix, tag) + hash(key);
            }
        }
        return null;
    }

    /** What the names of all pictures of an entry begin with. */
    static String folder(String prefix, String entryTag) {
        return prefix + hash(entryTag).substring(0, ENTRY_DIGITS) + "/";
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
