package io.posterframe.dialect.photoframe;

import io.posterframe.delivery.Delivery;
import io.posterframe.picture.Failure;

/** Why a call is refused, in the API's own terms. It has no stack trace: an expected refusal needs none. */
final class ApiException extends RuntimeException {
    private final ApiError error;
    private final Failure failure;

    /** @param failure as which it is counted */
    ApiException(ApiError error, Failure failure) {
        super(error.code(), null, false, false);
        this.error = error;
        this.failure = failure;
    }

    /** A parameter that is missing or has a value that is refused. */
    static ApiException badInput(String parameter, String problem) {
        String what = parameter + " " + problem;
        return new ApiException(ApiError.invalidInput(what), new Failure.BadParameter(parameter, what));
    }

    /** A caller who may not. */
    static ApiException denied(ApiError error) {
        return new ApiException(error, new Failure.Denied(Failure.Denied.Reason.SIGNATURE, error.message()));
    }

    /** Anything that a call ended with. */
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
