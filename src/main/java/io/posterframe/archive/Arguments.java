package io.posterframe.archive;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an archive may be called with. Names are such that none leaves its folder or prefix, or means something to a store.
 * All others are an {@link IllegalArgumentException}.
 */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[0-9a-z_-]{1,64}");

    private Arguments() {}

    /** Whether a job or a bundle may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static void write(String job, String bundle, ByteBuffer bytes) {
        name(job);
        name(bundle);
        if (!bytes.hasRemaining()) {
            throw new IllegalArgumentException("a bundle must have a byte or more");
        }
    }

    static void read(String job, String bundle, long offset, int length) {
        name(job);
        name(bundle);
        if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("a part must begin at 0 or later and have a byte or more");
        }
    }

    static void keepOnly(String job, Set<String> bundles) {
        name(job);
        bundles.forEach(Arguments::name);
    }

    private static void name(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("names of jobs and bundles must be 1 to 64 of 0-9, a-z, _ and -");
        }
    }
}
