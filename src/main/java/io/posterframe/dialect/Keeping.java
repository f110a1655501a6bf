package io.posterframe.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who may keep an answer, and for how long.
 *
 * @param shared      whether everybody who asks for the URL gets the same; else no cache may keep it, nor the client's own
 * @param maxAge      instead of the server's option; null for the option's
 * @param untilMillis when the right to the answer ends, milliseconds since 1970; {@link Long#MAX_VALUE} for never
 */
public record Keeping(boolean shared, @Nullable Duration maxAge, long untilMillis) {

    /** As the server's options say. */
    public static final Keeping BY_OPTIONS = new Keeping(true, null, Long.MAX_VALUE);

    /** Nobody may. */
    public static final Keeping NONE = new Keeping(false, null, Long.MAX_VALUE);

    /** Whether the answer is the same for everybody and for ever, so that nothing has to be checked again. */
    public boolean unconditional() {
        return shared && untilMillis == Long.MAX_VALUE;
    }
}
