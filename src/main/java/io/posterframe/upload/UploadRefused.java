package io.posterframe.upload;

/**
 * Why nothing was uploaded, in one sentence for the client. It has no stack trace: an expected refusal needs none.
 */
public final class UploadRefused extends RuntimeException {
    private final Reason reason;

    /** Which rule it is; a closed set. */
    public enum Reason {
        /** A field is missing or has a value that is refused. */
        BAD_FIELD,
        /** The token is unknown or has expired. */
        NO_SUCH_TOKEN,
        /** As many files as it allows have been uploaded with the token. */
        TOKEN_USED_UP,
        /** A chunk doesn't fit what came of its file before. */
        CONTRADICTION,
        /** The file is larger than any may be, or has too many chunks. */
        TOO_LARGE,
        /** There is no room for it on this server; there may be some later. */
        NO_ROOM,
        /** Too many files are being received; a moment later there may be fewer. */
        BUSY,
        /** The body did not come in time. */
        TOO_SLOW,
        /** The client left in the middle. */
        LEFT
    }

    public UploadRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
