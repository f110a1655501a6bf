package io.posterframe.dialect.photoframe;

import io.posterframe.catalog.Medium;
import io.posterframe.upload.Chunk;
import io.posterframe.upload.Received;
import io.posterframe.upload.Sender;
import io.posterframe.upload.Upload;
import io.posterframe.upload.UploadChoice;
import io.posterframe.upload.UploadRefused;
import io.posterframe.upload.UploadToken;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/photo/redeem-upload-token}: a file comes in, whole or in chunks, and becomes a photo. For event loops; never
 * blocks.
 */
public final class Redemption {
    private static final Logger LOG = LoggerFactory.getLogger(Redemption.class);

    /** The field that holds the upload token. */
    public static final String TOKEN = "upload_token";

    static final String UNSUPPORTED = "The file type isn't supported";

    private static final int OK = 200;
    private static final int NOT_THERE = 204;
    private static final int MOVED = 301;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** At this Resumable.js gives a file up. */
    private static final int GIVE_UP = 500;

    /** At this it tries again. */
    private static final int TRY_AGAIN = 503;

    private final Vertx vertx;
    private final Uploads uploads;
    private final Photos photos;
    private final Visits visits;
    private final PhotoConfig config;

    Redemption(Vertx vertx, Uploads uploads, Photos photos, Visits visits, PhotoConfig config) {
        this.vertx = vertx;
        this.uploads = uploads;
        this.photos = photos;
        this.visits = visits;
        this.config = config;
    }

    /**
     * What the fields in front of a file say.
     *
     * @param chunk which part of a file comes; null for a whole one
     */
    public record Ticket(UploadToken token, @Nullable Chunk chunk) {
        UploadOrder order() {
            return UploadOrder.of(token.attributes());
        }
    }

    /**
     * What the query of a POST says of its right to send a file, before a byte of it is taken: Resumable.js has its fields
     * there as well as in the form. Fails with what {@link #refusal} words.
     */
    public Future<Sender> sender(Map<String, String> query) {
        if (isDisabled()) {
            return disabled();
        }
        return query.getOrDefault(TOKEN, "").isEmpty()
                ? Future.succeededFuture(Sender.UNKNOWN)
                : admit(query).map(Sender.KNOWN);
    }

    private boolean isDisabled() {
        return !config.enabled() || config.disabledMethods().contains(ApiMethod.REDEEM_UPLOAD_TOKEN);
    }

    private static <T> Future<T> disabled() {
        return Future.failedFuture(ApiException.denied(ApiError.disabled("this site")));
    }

    /** Whether a file may come with these fields. Fails with what {@link #refusal} words. */
    public Future<Ticket> admit(Map<String, String> fields) {
        if (isDisabled()) {
            return disabled();
        }
        String token = fields.getOrDefault(TOKEN, "");
        Chunk chunk;
        try {
            chunk = chunk(fields);
        } catch (UploadRefused e) {
            return Future.failedFuture(e);
        }
        return uploads.usableToken(token)
                .recover(cause -> goneOnWith(token, chunk, cause))
                .compose(usable -> usable.kind() == UploadToken.Kind.PHOTO
                        ? Future.succeededFuture(new Ticket(usable, chunk))
                        : Future.failedFuture(new UploadRefused(
                                UploadRefused.Reason.NO_SUCH_TOKEN, "there is no such upload token")));
    }

    /** A client that missed the answer to its last chunk sends it again. */
    private Future<UploadToken> goneOnWith(String token, @Nullable Chunk chunk, Throwable cause) {
        boolean usedUp =
                cause instanceof UploadRefused refused && refused.reason() == UploadRefused.Reason.TOKEN_USED_UP;
        if (!usedUp || chunk == null) {
            return Future.failedFuture(cause);
        }
        return uploads.find(token, new UploadChoice(chunk.identifier(), null))
                .compose(begun -> begun.isPresent() ? uploads.token(token) : Future.succeededFuture(Optional.empty()))
                .compose(known -> known.map(Future::succeededFuture).orElse(Future.failedFuture(cause)));
    }

    private static @Nullable Chunk chunk(Map<String, String> fields) {
        String identifier = fields.get("resumableIdentifier");
        if (identifier == null || identifier.isEmpty()) {
            return null;
        }
        return new Chunk(
                identifier,
                fields.getOrDefault("resumableFilename", ""),
                (int) number(fields, "resumableChunkNumber", Integer.MAX_VALUE),
                number(fields, "resumableChunkSize", Long.MAX_VALUE),
                number(fields, "resumableTotalSize", Long.MAX_VALUE));
    }

    private static long number(Map<String, String> fields, String name, long max) {
        String value = fields.getOrDefault(name, "");
        long number = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
        if (number < 0 || number > max) {
            throw new UploadRefused(UploadRefused.Reason.BAD_FIELD, name + " must be a whole number");
        }
        return number;
    }

    /** Why nothing came of a form without a file. */
    public static RuntimeException noFile() {
        return new UploadRefused(UploadRefused.Reason.BAD_FIELD, "the form has no file");
    }

    /** Whether a chunk is there already: the test request of Resumable.js. */
    public Future<TextReply> test(Map<String, String> fields) {
        return admit(fields)
                .compose(ticket -> ticket.chunk() == null
                        ? Future.succeededFuture(false)
                        : uploads.isThere(ticket.token().id(), ticket.chunk()))
                .map(there -> TextReply.plain(there ? OK : NOT_THERE, there ? "ok" : ""))
                .otherwise(cause -> refusal(cause));
    }

    /** What becomes of a file or chunk that has come whole. Never fails. */
    public Future<TextReply> take(Ticket ticket, Received received) {
        Chunk chunk = ticket.chunk();
        boolean beginning = chunk == null || chunk.number() == 1;
        Future<Boolean> supported = beginning
                ? vertx.executeBlocking(() -> MediaKind.of(head(received)).isPresent(), false)
                : Future.succeededFuture(true);
        return supported
                .recover(unread -> uploads.drop(received).transform(dropped -> Future.failedFuture(unread)))
                .compose(fine -> fine ? accept(ticket, received) : refuse(ticket, received))
                .compose(upload ->
                        upload.complete() ? finish(ticket, upload) : Future.succeededFuture(TextReply.plain(OK, "ok")))
                .recover(cause -> failed(ticket, cause));
    }

    private static byte[] head(Received received) throws IOException {
        try (InputStream in = Files.newInputStream(received.file())) {
            return in.readNBytes(MediaKind.HEAD);
        }
    }

    private Future<Upload> accept(Ticket ticket, Received received) {
        Chunk chunk = ticket.chunk();
        String token = ticket.token().id();
        return chunk == null ? uploads.accept(token, received) : uploads.accept(token, chunk, received);
    }

    /** No part of it is kept, also not what came before. */
    private Future<Upload> refuse(Ticket ticket, Received received) {
        Chunk chunk = ticket.chunk();
        Future<Void> dropped = uploads.drop(received);
        Future<Void> gone = chunk == null
                ? dropped
                : dropped.compose(done -> uploads.find(ticket.token().id(), new UploadChoice(chunk.identifier(), null)))
                        .compose(begun -> begun.isPresent() && !begun.get().complete()
                                ? uploads.delete(begun.get().id())
                                : Future.succeededFuture());
        return gone.compose(
                done -> Future.failedFuture(new UploadRefused(UploadRefused.Reason.BAD_FIELD, UNSUPPORTED)));
    }

    /** Keeps the file first: a photo without one would be worse than a file without a photo. */
    private Future<TextReply> finish(Ticket ticket, Upload upload) {
        UploadOrder order = ticket.order();
        String partner = String.valueOf(ticket.token().partnerId());
        return uploads.head(upload, MediaKind.HEAD).compose(head -> {
            Optional<Medium.Kind> kind = MediaKind.of(head);
            if (kind.isEmpty()) {
                return Future.failedFuture(new UploadRefused(UploadRefused.Reason.BAD_FIELD, UNSUPPORTED));
            }
            return uploads.keep(upload.id())
                    .compose(kept -> photos.of(upload, kind.get(), partner, order.title()))
                    .compose(photo -> done(ticket, order, photo));
        });
    }

    private Future<TextReply> done(Ticket ticket, UploadOrder order, Photos.Photo photo) {
        Map<String, String> outcome = new LinkedHashMap<>();
        outcome.put("photo_id", photo.id());
        outcome.put("tree_id", photo.id());
        outcome.put("token", photo.token());
        String line = "ok " + order.domain() + " " + photo.id() + " " + photo.id() + " " + photo.token();
        return tell(ticket, order, outcome, line, OK);
    }

    private Future<TextReply> failed(Ticket ticket, Throwable cause) {
        int status = status(cause);
        boolean toUploader = ticket.chunk() != null || status == TRY_AGAIN || status == NOT_FOUND;
        if (toUploader) {
            return Future.succeededFuture(refusal(cause));
        }
        String message = message(cause);
        return tell(ticket, ticket.order(), Map.of("error_message", message), "error " + message, GIVE_UP);
    }

    /** @param bare the status where there is no URL to go to */
    private Future<TextReply> tell(
            Ticket ticket, UploadOrder order, Map<String, String> outcome, String line, int bare) {
        if (order.returnUrl().isEmpty()) {
            return Future.succeededFuture(TextReply.plain(bare, line));
        }
        String url = CallbackUrl.of(order, ticket.token().id(), outcome);
        if (!order.background()) {
            return Future.succeededFuture(new TextReply(MOVED, TextReply.PLAIN, url, "go on at the Location"));
        }
        String whole = bare == OK ? line + " " + url : line;
        return visits.visit(URI.create(url))
                .onFailure(cause -> LOG.info("a return_url was not reached: {}", cause.getMessage()))
                .transform(visited -> Future.succeededFuture(TextReply.plain(OK, whole)));
    }

    /** What an uploader is told who may not upload, or whose chunk was not taken. */
    public TextReply refusal(Throwable cause) {
        return TextReply.plain(status(cause), message(cause));
    }

    private static int status(Throwable cause) {
        if (cause instanceof UploadRefused refused) {
            return switch (refused.reason()) {
                case NO_SUCH_TOKEN, TOKEN_USED_UP -> NOT_FOUND;
                case BAD_FIELD, CONTRADICTION, TOO_LARGE -> GIVE_UP;
                case NO_ROOM, BUSY, TOO_SLOW, LEFT -> TRY_AGAIN;
            };
        }
        return cause instanceof ApiException ? FORBIDDEN : TRY_AGAIN;
    }

    private static String message(Throwable cause) {
        if (cause instanceof UploadRefused refused) {
            return String.valueOf(refused.getMessage());
        }
        return ApiException.of(cause).error().message();
    }
}
