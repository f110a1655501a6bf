package io.posterframe.cli;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** The end of logging: access lines are written by a thread of their own, which must get to its end before the process. */
public final class Logs {
    private Logs() {}

    /** Writes what is still waiting, for a second at most, and ends logging. Terminal. */
    public static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
