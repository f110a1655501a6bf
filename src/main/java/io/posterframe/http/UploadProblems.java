package io.posterframe.http;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.posterframe.upload.UploadRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client of {@code /uploads} is told of a failure. */
final class UploadProblems {
    private static final Logger LOG = LoggerFactory.getLogger(UploadProblems.class);

    private UploadProblems() {}

    /** @param trail of the request */
    static Problem of(Throwable cause, Trail trail) {
        if (cause instanceof UploadRefused refused) {
            return of(refused);
        }
        if (cause instanceof PictureException known && known.failure() instanceof Failure.DatabaseFailed) {
            return new Problem(
                    503, "Service Unavailable", "the server can't reach its database at the moment; try again");
        }
        LOG.error("{}an upload failed in a way that it should not", trail.prefix(), cause);
        return new Problem(500, "Internal Server Error", "something went wrong in the server; try again");
    }

    private static Problem of(UploadRefused refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case BAD_FIELD, LEFT -> new Problem(400, "Bad Request", detail);
            case NO_SUCH_TOKEN -> new Problem(404, "Not Found", detail);
            case TOKEN_USED_UP, CONTRADICTION -> new Problem(409, "Conflict", detail);
            case TOO_LARGE -> new Problem(413, "Content Too Large", detail);
            case NO_ROOM -> new Problem(507, "Insufficient Storage", detail);
            case BUSY -> new Problem(503, "Service Unavailable", detail);
            case TOO_SLOW -> new Problem(408, "Request Timeout", detail);
        };
    }
}
