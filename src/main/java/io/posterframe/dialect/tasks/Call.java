package io.posterframe.dialect.tasks;

import io.posterframe.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as HTTP brought it.
 *
 * @param key the Authorization header, or null where there isn't exactly one
 */
public record Call(@Nullable String key, Caller caller) {

    /** The most of a JSON body that is read, in bytes. */
    public static final int MAX_BODY = 16 << 10;

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Call[" + caller.address() + "]";
    }
}
