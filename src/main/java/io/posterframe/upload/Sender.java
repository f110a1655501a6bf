package io.posterframe.upload;

/**
 * Whether it is known before the body of a request comes that it may upload. Who only says so in the form can't be told
 * from somebody without any right until all of the body is here, and so gets a smaller part of the server.
 */
public enum Sender {
    /** By a key, or by a usable token in the query. */
    KNOWN,
    /** So far nobody's; what it sends may turn out to be for nothing. */
    UNKNOWN;

    /** The refusal of what goes beyond the bounds for this sender, with advice where a known one may have more. */
    UploadRefused refused(UploadRefused.Reason reason, String message) {
        String advice = this == UNKNOWN ? "; with the upload token in the query of the URL there are wider bounds" : "";
        return new UploadRefused(reason, message + advice);
    }
}
