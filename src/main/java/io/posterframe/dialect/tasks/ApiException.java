package io.posterframe.dialect.tasks;

import io.posterframe.delivery.Delivery;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.upload.UploadRefused;

/** Why a request is refused, in the API's own terms. It has no stack trace: an expected refusal needs none. */
final class ApiException extends RuntimeException {
    private static final int RETRY_SECONDS = 5;

    private final ApiError error;
    private final Failure failure;

    private ApiException(ApiError error, Failure failure) {
        super(error.message(), null, false, false);
        this.error = error;
        this.failure = failure;
    }

    /** A part of the request that is missing or has a value that is refused. */
    static ApiException badInput(String field, String message) {
        return ofRequest(400, field, message);
    }

    /** A body that isn't of a type that is taken. */
    static ApiException wrongType(String message) {
        return ofRequest(415, "Content-Type", message);
    }

    private static ApiException ofRequest(int code, String field, String message) {
        return new ApiException(new ApiError(code, message), new Failure.BadParameter(field, message));
    }

    /** A caller without a key. */
    static ApiException noKey() {
        return denied(ApiError.NO_KEY, Reason.PROFILE);
    }

    /** A caller whose key is wrong: who tries many of them is held up. */
    static ApiException wrongKey() {
        return denied(ApiError.WRONG_KEY, Reason.SESSION_UNREADABLE);
    }

    private static ApiException denied(ApiError error, Reason reason) {
        return new ApiException(error, new Failure.Denied(reason, error.message()));
    }

    /** What isn't there, or not for this caller. */
    static ApiException notThere(String id) {
        return new ApiException(ApiError.NOT_THERE, new Failure.NoSuchEntry(id));
    }

    /** Anything that a request ended with. */
    static ApiException of(Throwable cause) {
        if (cause instanceof ApiException known) {
            return known;
        }
        if (cause instanceof UploadRefused refused) {
            return of(refused);
        }
        Failure failure = Delivery.failureOf(cause);
        return new ApiException(ApiError.of(failure), failure);
    }

    private static ApiException of(UploadRefused refused) {
        String why = String.valueOf(refused.getMessage());
        String sentence = Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
        return switch (refused.reason()) {
            case TOO_LARGE -> ofRequest(413, "file", sentence);
            case NO_ROOM, BUSY -> new ApiException(new ApiError(503, sentence), new Failure.Overloaded(RETRY_SECONDS));
            case BAD_FIELD, NO_SUCH_TOKEN, TOKEN_USED_UP, CONTRADICTION, TOO_SLOW, LEFT -> badInput("file", sentence);
        };
    }

    ApiError error() {
        return error;
    }

    Failure failure() {
        return failure;
    }
}
