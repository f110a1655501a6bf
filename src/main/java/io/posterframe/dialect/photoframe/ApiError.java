package io.posterframe.dialect.photoframe;

import io.posterframe.picture.Failure;

/**
 * The API's form of a failure.
 *
 * @param code    one of the API's, or {@code rate_limited} and {@code temporarily_unavailable}, which it lacks
 * @param message one sentence or two, of which the first is the API's own where it has one
 */
record ApiError(String code, String message) {
    static final ApiError NO_SUCH_PHOTO = new ApiError("no_such_photo", "No photo/video with the given id.");
    static final ApiError INVALID_PHOTO_TOKEN =
            new ApiError("invalid_photo_token", "The specified token for accessing this photo is invalid.");
    static final ApiError TOKEN_REQUIRED = new ApiError(
            "token_required",
            "Anonymous access to this site's content requires a combination of either album_id/token or photo_id/token.");

    static ApiError invalidInput(String what) {
        return new ApiError("invalid_input", "Parameters are malformed. " + what + ".");
    }

    static ApiError invalidSignature(String why) {
        return new ApiError("invalid_signature", "The API signature is invalid. " + why + ".");
    }

    static ApiError permissionDenied(Level required) {
        return new ApiError(
                "permission_denied",
                "You don't have the necessary permissions to perform this action (required level: '" + required.word()
                        + "')");
    }

    static ApiError disabled(String forWhom) {
        return new ApiError("permission_denied", "This method is disabled for " + forWhom + ".");
    }

    /** Turns every failure into its error. */
    static ApiError of(Failure failure) {
        if (failure instanceof Failure.BadParameter bad) {
            boolean side = bad.parameter().equals("width") || bad.parameter().equals("height");
            return invalidInput((side ? "size" : bad.parameter()) + ": " + bad.message());
        }
        if (failure instanceof Failure.NoSuchUpload) {
            return new ApiError("no_file", "No file with the given upload_token, or the token has expired.");
        }
        if (failure instanceof Failure.NotUploadedYet) {
            return new ApiError("error_processing_upload", sentence(failure));
        }
        if (failure instanceof Failure.RateLimited) {
            return new ApiError("rate_limited", sentence(failure));
        }
        return switch (failure.category()) {
            case BAD_REQUEST -> invalidInput(failure.message());
            case NOT_FOUND -> NO_SUCH_PHOTO;
            case ACCESS -> new ApiError("permission_denied", sentence(failure));
            case SOURCE, WORKER ->
                failure.passing() ? unavailable(failure) : new ApiError("error_processing_upload", sentence(failure));
            case ORIGIN -> failure.passing() ? unavailable(failure) : new ApiError("no_such_photo", sentence(failure));
            case OVERLOAD, TIMEOUT -> unavailable(failure);
        };
    }

    private static ApiError unavailable(Failure failure) {
        return new ApiError("temporarily_unavailable", sentence(failure));
    }

    private static String sentence(Failure failure) {
        String message = failure.message();
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
