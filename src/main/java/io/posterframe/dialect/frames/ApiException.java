package io.posterframe.dialect.frames;

import io.posterframe.delivery.Delivery;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.upload.UploadRefused;
import java.util.HashMap;
import java.util.Map;

/** Why a call is refused, in the API's own terms. It has no stack trace: an expected refusal needs none. */
final class ApiException extends RuntimeException {
    private static final int RETRY_SECONDS = 5;

    private final ApiError error;
    private final Failure failure;

    private ApiException(ApiError error, Failure failure) {
        super(error.message(), null, false, false);
        this.error = error;
        this.failure = failure;
    }

    /** A parameter or a field that is missing or has a value that is refused; the message begins with its name. */
    static ApiException badInput(String name, String why) {
        String message = name + " " + why;
        return new ApiException(ApiError.invalid(message), new Failure.BadParameter(name, message));
    }

    /** A caller without a key. */
    static ApiException noKey() {
        return denied("Missing API key: send it as Authorization: Bearer", Reason.PROFILE);
    }

    /** A caller whose key is wrong: who tries many of them is held up. */
    static ApiException wrongKey() {
        return denied("Invalid API key", Reason.SESSION_UNREADABLE);
    }

    private static ApiException denied(String message, Reason reason) {
        return new ApiException(ApiError.unauthorized(message), new Failure.Denied(reason, message));
    }

    /** A file that isn't there, or not for this caller. */
    static ApiException noFile(String id) {
        return new ApiException(ApiError.NO_FILE, new Failure.NoSuchEntry(id));
    }

    /** An extraction that isn't there, or not for this caller. */
    static ApiException noExtraction(String id) {
        return new ApiException(ApiError.NO_EXTRACTION, new Failure.NoSuchEntry(id));
    }

    /** A frame that isn't there, or not yet. */
    static ApiException noFrame(String file) {
        return new ApiException(ApiError.NO_FRAME, new Failure.NoSuchEntry(file));
    }

    /** Anything that a call ended with. */
    static ApiException of(Throwable cause) {
        if (cause instanceof ApiException known) {
            return known;
        }
        if (cause instanceof UploadRefused refused) {
            ApiError error = ApiError.of(refused);
            return new ApiException(error, failure(error));
        }
        Failure failure = Delivery.failureOf(cause);
        return new ApiException(ApiError.of(failure), failure);
    }

    private static Failure failure(ApiError error) {
        return error.status() == 503
                ? new Failure.Overloaded(RETRY_SECONDS)
                : new Failure.BadParameter("file", error.message());
    }

    ApiError error() {
        return error;
    }

    Failure failure() {
        return failure;
    }

    Reply reply() {
        return Reply.error(error.status(), error.message()).with(headers());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        if (error.status() == 401) {
            headers.put("www-authenticate", "Bearer");
        }
        if (failure.passing()) {
            headers.put("retry-after", Integer.toString(retryAfterSeconds()));
        }
        if (failure instanceof Failure.RateLimited limited) {
            headers.put("ratelimit-limit", Long.toString(limited.limit()));
            headers.put("ratelimit-remaining", "0");
            headers.put("ratelimit-reset", Integer.toString(limited.retryAfterSeconds()));
        }
        return headers;
    }

    private int retryAfterSeconds() {
        if (failure instanceof Failure.Overloaded overloaded) {
            return overloaded.retryAfterSeconds();
        }
        return failure instanceof Failure.RateLimited limited ? limited.retryAfterSeconds() : RETRY_SECONDS;
    }
}
