package io.posterframe.dialect.capture;

import io.posterframe.picture.Failure;
import io.vertx.core.json.JsonObject;

/**
 * The API's form of a failure. Its client reads {@code message} and {@code code}.
 *
 * @param status  of HTTP
 * @param code    one of the API's, or one of ours where it has none
 * @param message the API's own where it has one
 */
record ApiError(int status, String code, String message) {
    static final ApiError NO_ROOM = new ApiError(404, "resource_not_found", "Room not found.");

    static ApiError invalidParams(String message) {
        return new ApiError(400, "invalid_params", message);
    }

    static ApiError invalidToken(String why) {
        return new ApiError(401, "invalid_token", "`token` is invalid. " + why);
    }

    static ApiError unauthorized(String why) {
        return new ApiError(403, "unauthorized_token", why);
    }

    /** Turns every failure into its error. */
    static ApiError of(Failure failure) {
        if (failure instanceof Failure.DatabaseFailed) {
            return unavailable(failure);
        }
        if (failure instanceof Failure.RateLimited) {
            return new ApiError(429, "rate_limited", sentence(failure));
        }
        if (failure instanceof Failure.Internal) {
            return new ApiError(500, "internal_error", sentence(failure));
        }
        return switch (failure.category()) {
            case BAD_REQUEST -> invalidParams(sentence(failure));
            case NOT_FOUND -> new ApiError(404, "resource_not_found", "HLS not found. " + sentence(failure));
            case ACCESS -> unauthorized(sentence(failure));
            case ORIGIN -> fetchError(failure);
            case SOURCE, WORKER -> new ApiError(422, "invalid_object", sentence(failure));
            case OVERLOAD -> unavailable(failure);
            case TIMEOUT -> failure.detail().equals("origin") ? fetchError(failure) : unavailable(failure);
        };
    }

    private static ApiError fetchError(Failure failure) {
        return new ApiError(406, "fetch_error", "The stream could not be fetched. " + sentence(failure));
    }

    private static ApiError unavailable(Failure failure) {
        return new ApiError(503, "temporarily_unavailable", sentence(failure));
    }

    private static String sentence(Failure failure) {
        String message = failure.message();
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    String json() {
        return new JsonObject().put("message", message).put("code", code).encode();
    }
}
