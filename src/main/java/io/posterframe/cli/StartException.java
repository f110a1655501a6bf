package io.posterframe.cli;

/** The server can't start for a reason that the operator can change; the message says which. No stack trace. */
public final class StartException extends RuntimeException {
    public StartException(String message) {
        super(message, null, false, false);
    }
}
