package io.posterframe.dialect.frames;

import io.posterframe.picture.Failure;
import io.posterframe.upload.UploadRefused;

/**
 * The API's form of a failure.
 *
 * @param status  of HTTP
 * @param message the API's own where it has one
 */
record ApiError(int status, String message) {
    static final ApiError NO_FILE = new ApiError(404, "File not found");
    static final ApiError NO_EXTRACTION = new ApiError(404, "Frame extraction not found");
    static final ApiError NO_FRAME = new ApiError(404, "Frame not found");

    private static final String OUT_OF_RANGE = "Invalid request or file duration is less than specified time range";

    static ApiError invalid(String message) {
        return new ApiError(400, message);
    }

    static ApiError unauthorized(String why) {
        return new ApiError(401, why);
    }

    /** Turns every failure into its error. */
    static ApiError of(Failure failure) {
        if (failure instanceof Failure.NoSuchEntry) {
            return NO_FILE;
        }
        if (failure instanceof Failure.BadParameter bad) {
            boolean ofTime = bad.parameter().endsWith("_time_seconds");
            return invalid((ofTime ? OUT_OF_RANGE + ": " : "uniform_config.") + bad.parameter() + ": " + bad.message());
        }
        if (failure instanceof Failure.DatabaseFailed) {
            return unavailable(failure);
        }
        if (failure instanceof Failure.RateLimited) {
            return new ApiError(429, sentence(failure));
        }
        if (failure instanceof Failure.Internal) {
            return new ApiError(500, sentence(failure));
        }
        return switch (failure.category()) {
            case BAD_REQUEST -> invalid(sentence(failure));
            case NOT_FOUND -> new ApiError(404, NO_FILE.message() + ": " + failure.message());
            case ACCESS -> new ApiError(403, sentence(failure));
            case ORIGIN -> unreadable(failure);
            case SOURCE, WORKER -> new ApiError(415, "Unsupported file type: " + failure.message());
            case OVERLOAD -> unavailable(failure);
            case TIMEOUT -> failure.detail().equals("origin") ? unreadable(failure) : unavailable(failure);
        };
    }

    private static ApiError unreadable(Failure failure) {
        return new ApiError(502, "File could not be read: " + failure.message());
    }

    private static ApiError unavailable(Failure failure) {
        return new ApiError(503, sentence(failure));
    }

    /** The same for a file that was not taken. */
    static ApiError of(UploadRefused refused) {
        String message = capital(String.valueOf(refused.getMessage()));
        return switch (refused.reason()) {
            case BAD_FIELD, LEFT, TOO_LARGE -> invalid(message);
            case TOO_SLOW -> new ApiError(408, message);
            case NO_ROOM, BUSY -> new ApiError(503, message);
            // no client has a token here: it is made for the moment of taking the file
            case NO_SUCH_TOKEN, TOKEN_USED_UP, CONTRADICTION -> new ApiError(500, message);
        };
    }

    private static String sentence(Failure failure) {
        return capital(failure.message());
    }

    private static String capital(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }
}
