package io.posterframe.dialect.capture;

import io.posterframe.delivery.Delivery;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Denied.Reason;

/** Why a capture is refused, in the API's own terms. It has no stack trace: an expected refusal needs none. */
final class ApiException extends RuntimeException {
    private final ApiError error;
    private final Failure failure;

    private ApiException(ApiError error, Failure failure) {
        super(error.code(), null, false, false);
        this.error = error;
        this.failure = failure;
    }

    /** A field of the body that is missing or has a value that is refused. */
    static ApiException badInput(String field, String message) {
        return new ApiException(ApiError.invalidParams(message), new Failure.BadParameter(field, message));
    }

    /** A caller without a token. */
    static ApiException noToken(String why) {
        return denied(ApiError.invalidToken(why), Reason.PROFILE);
    }

    /** A caller whose token is wrong: who tries many of them is held up. */
    static ApiException wrongToken(String why) {
        return denied(ApiError.invalidToken(why), Reason.SESSION_UNREADABLE);
    }

    /** A caller whose token was good once, or will be. */
    static ApiException untimelyToken(String why) {
        return denied(ApiError.invalidToken(why), Reason.SESSION_EXPIRED);
    }

    /** A caller whose token is good and doesn't allow this. */
    static ApiException forbidden(String why) {
        return denied(ApiError.unauthorized(why), Reason.PROFILE);
    }

    /** A room that isn't there, or not for this caller. */
    static ApiException noRoom(String roomId) {
        return new ApiException(ApiError.NO_ROOM, new Failure.NoSuchEntry(roomId));
    }

    private static ApiException denied(ApiError error, Reason reason) {
        return new ApiException(error, new Failure.Denied(reason, error.message()));
    }

    /** Anything that a request ended with. */
    static ApiException of(Throwable cause) {
        if (cause instanceof ApiException known) {
            return known;
        }
        Failure failure = Delivery.failureOf(cause);
        return new ApiException(ApiError.of(failure), failure);
    }

    ApiError error() {
        return error;
    }

    Failure failure() {
        return failure;
    }
}
