package io.posterframe.http;

import io.posterframe.upload.Incoming;
import io.posterframe.upload.Received;
import io.posterframe.upload.Sender;
import io.posterframe.upload.UploadRefused;
import io.posterframe.upload.UploadRefused.Reason;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A form (multipart/form-data, RFC 7578) with one file at most, which has been received onto the disk. On the request's
 * event loop.
 *
 * @param fields what is not a file
 * @param file   to be given to {@link Uploads#accept} or {@link Uploads#drop}; null when the form has none
 */
record MultipartForm(MultiMap fields, @Nullable Received file) {
    private static final String TYPE = "multipart/form-data";

    /**
     * Receives the body of a request. The body is taken piece by piece, as fast as the disk takes it. To be called before
     * anything of it was read; the request may be paused.
     *
     * @param sender decides how much of the server it may have
     * @return fails with UploadRefused: what {@link Incoming} fails with, or BAD_FIELD for what isn't such a form. What is
     *     left of the body then is dropped as it comes
     */
    static Future<MultipartForm> receive(HttpServerRequest request, Sender sender, Uploads uploads) {
        String type = request.getHeader(Fields.CONTENT_TYPE);
        if (type == null || !type.regionMatches(true, 0, TYPE, 0, TYPE.length())) {
            return refused("the body must be " + TYPE);
        }
        if (request.response().closed()) {
            // nobody is told any more that it ends, and so its place would be held until the time is over
            return Future.failedFuture(new UploadRefused(Reason.LEFT, "the client has left"));
        }
        Incoming incoming;
        try {
            request.setExpectMultipart(true);
            incoming = uploads.receive(sender, declaredBytes(request));
        } catch (UploadRefused e) {
            return Future.failedFuture(e);
        } catch (IllegalStateException e) {
            return refused("the body is not a valid form");
        }
        return new Reading(request, incoming).result();
    }

    private static Future<MultipartForm> refused(String message) {
        return Future.failedFuture(new UploadRefused(Reason.BAD_FIELD, message));
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(Fields.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    /** One form as it comes in. */
    private static final class Reading {
        private final HttpServerRequest request;
        private final Incoming incoming;
        private final Promise<Void> end = Promise.promise();
        private boolean begun;

        Reading(HttpServerRequest request, Incoming incoming) {
            this.request = request;
            this.incoming = incoming;
        }

        Future<MultipartForm> result() {
            request.uploadHandler(this::part);
            request.exceptionHandler(problem -> {
                incoming.abort(broken(problem));
            });
            request.endHandler(all -> {
                if (begun) {
                    incoming.noMoreComes();
                } else {
                    incoming.abort(new NoFile());
                }
                end.tryComplete();
            });
            if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
                request.response().writeContinue();
            }
            request.resume();
            return incoming.result().transform(received -> {
                if (received.succeeded()) {
                    return Future.succeededFuture(new MultipartForm(request.formAttributes(), received.result()));
                }
                return received.cause() instanceof NoFile
                        ? Future.succeededFuture(new MultipartForm(request.formAttributes(), null))
                        : Future.failedFuture(received.cause());
            });
        }

        private static UploadRefused broken(Throwable problem) {
            boolean left = problem instanceof HttpClosedException
                    || problem instanceof StreamResetException
                    || problem instanceof IOException;
            return left
                    ? new UploadRefused(Reason.LEFT, "the body broke off")
                    : new UploadRefused(
                            Reason.BAD_FIELD,
                            "the body is not a valid form of at most " + EdgeServer.MAX_FORM_FIELDS + " fields");
        }

        private void part(HttpServerFileUpload part) {
            if (begun) {
                incoming.abort(
                        new UploadRefused(Reason.BAD_FIELD, "the form has more than one file; send one at a time"));
                part.handler(bytes -> {});
                return;
            }
            begun = true;
            String name = part.filename();
            incoming.take(part, name == null ? "" : name, end.future());
        }
    }

    /** Ends the receiving of a form without a file. */
    private static final class NoFile extends RuntimeException {
        NoFile() {
            super("no file", null, false, false);
        }
    }
}
