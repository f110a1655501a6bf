package io.posterframe.delivery;

import io.posterframe.trail.Trail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a stage of a request ends. */
final class StageEnd {
    private StageEnd() {}

    /** Ends it. @param cause what it failed with; null for nothing */
    static void tell(Trail trail, @Nullable Throwable cause) {
        if (cause != null && trail.isTraced()) {
            trail.failed(Delivery.failureOf(cause).category().name().toLowerCase(Locale.ROOT));
        }
        trail.end();
    }
}
