package io.posterframe.cli;

/** A running server can't be asked, or refuses what it is asked; the message says why. No stack trace. */
final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AdminException(String message) {
        super(message, null, false, false);
    }
}
