package io.posterframe.dialect.tasks;

import io.posterframe.picture.Failure;

/**
 * The API's form of a failure.
 *
 * @param code    also the status of HTTP
 * @param message the API's own where it has one
 */
record ApiError(int code, String message) {
    static final ApiError NO_KEY = new ApiError(401, "The Authorization header is missing.");
    static final ApiError WRONG_KEY = new ApiError(401, "The API key is invalid.");
    static final ApiError NOT_THERE = new ApiError(404, "Resource does not exist");
    static final ApiError TOO_MANY = new ApiError(429, "Request has exceeded the limit.");

    /** Turns every failure into its error. */
    static ApiError of(Failure failure) {
        if (failure instanceof Failure.RateLimited) {
            return TOO_MANY;
        }
        if (failure instanceof Failure.Internal) {
            return new ApiError(500, sentence(failure));
        }
        return switch (failure.category()) {
            case BAD_REQUEST -> new ApiError(400, sentence(failure));
            case NOT_FOUND -> failure.passing() ? new ApiError(404, sentence(failure)) : NOT_THERE;
            case ACCESS -> new ApiError(403, sentence(failure));
            case SOURCE, WORKER -> new ApiError(415, sentence(failure));
            case ORIGIN -> new ApiError(failure.passing() ? 503 : 500, sentence(failure));
            case OVERLOAD, TIMEOUT -> new ApiError(503, sentence(failure));
        };
    }

    private static String sentence(Failure failure) {
        String message = failure.message();
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    String json() {
        return Envelope.error(code, message);
    }
}
