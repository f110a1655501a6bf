package io.posterframe.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** The end of logging: access lines are written by a thread of their own, which must get to its end before the process. */
public final class Logs {
    private Logs() {}

    /** Ends as {@link #quiet} says. */
    interface Quiet {
        void close();
    }

    /** Nothing is logged until this is closed, unless somebody has asked for a level by POSTERFRAME_LOG_LEVEL. */
    static Quiet quiet(Map<String, String> environment) {
        if (environment.containsKey("POSTERFRAME_LOG_LEVEL")
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return () -> {};
        }
        TurboFilter nothing = new TurboFilter() {
            @Override
            public FilterReply decide(
                    @Nullable Marker marker,
                    ch.qos.logback.classic.Logger logger,
                    Level level,
                    @Nullable String format,
                    Object @Nullable [] parameters,
                    @Nullable Throwable problem) {
                return FilterReply.DENY;
            }
        };
        context.addTurboFilter(nothing);
        return () -> context.getTurboFilterList().remove(nothing);
    }

    /** Writes what is still waiting, for a second at most, and ends logging. Terminal. */
    public static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
