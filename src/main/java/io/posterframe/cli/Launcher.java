package io.posterframe.cli;

import io.posterframe.config.Settings;

/** Runs the server. */
@FunctionalInterface
public interface Launcher {

    /**
     * Blocks until the server has stopped and returns the exit code of the process. A {@link StartException} or an
     * {@link java.io.IOException} (a port in use) becomes one line on standard error, all else a stack trace.
     *
     * @param sample whether to make a sample clip and serve that, because nothing else was given to serve
     */
    int run(Settings settings, boolean sample) throws Exception;
}
