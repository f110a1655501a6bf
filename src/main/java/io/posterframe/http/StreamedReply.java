package io.posterframe.http;

import io.posterframe.dialect.tasks.Reply;
import io.posterframe.job.PulledStream;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is made while it is sent, as fast as the client takes it. One that breaks off breaks the connection, so
 * that the client doesn't take it for the whole. On the request's event loop.
 */
final class StreamedReply {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedReply.class);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Reply.Streamed reply;
    private final @Nullable Watched watched;
    private final Trail trail;

    StreamedReply(RoutingContext routing, Reply.Streamed reply) {
        this.request = routing.request();
        this.response = routing.response();
        this.watched = Watch.of(routing);
        this.trail = Watch.trail(routing);
        this.reply = reply;
    }

    /** @return fails when it has failed before anything was written, so that something else can be */
    Future<Void> send() {
        PulledStream stream = reply.stream();
        if (response.closed()) {
            stream.stop();
            return Future.succeededFuture();
        }
        writeFields();
        if (request.method() == HttpMethod.HEAD) {
            stream.stop();
            return response.end();
        }
        response.setChunked(reply.length().isEmpty());
        response.closeHandler(gone -> {
            if (watched != null) {
                watched.closed();
            }
            stream.stop();
        });
        return stream.pipe().endOnFailure(false).to(response).recover(this::broken);
    }

    private void writeFields() {
        response.putHeader(Fields.CONTENT_TYPE, reply.contentType())
                .putHeader(Fields.CACHE_CONTROL, HeaderConfig.NOBODY)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .putHeader(Fields.EXPOSE_HEADERS, "Content-Disposition");
        String fileName = reply.fileName();
        if (fileName != null) {
            response.putHeader(Fields.CONTENT_DISPOSITION, ContentDisposition.attachment(fileName));
        }
        reply.length().ifPresent(length -> response.putHeader(Fields.CONTENT_LENGTH, Long.toString(length)));
    }

    private Future<Void> broken(Throwable cause) {
        reply.stream().stop();
        if (response.closed()) {
            return Future.succeededFuture();
        }
        if (!response.headWritten()) {
            response.setChunked(false);
            response.headers().clear();
            return Future.failedFuture(cause);
        }
        LOG.warn("{}an answer broke off: {}", trail.prefix(), cause.toString());
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
            return Future.succeededFuture();
        }
        return request.connection().close();
    }
}
