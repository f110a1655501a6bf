package io.posterframe.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.FileRegion;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.picture.Failure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns answers into responses: status, header fields, conditions, ranges, body. On the request's event loop. */
final class AnswerWriter {
    private static final CharSequence HIT_MEMORY = createOptimized("posterframe; hit; detail=memory");
    private static final CharSequence HIT_DISK = createOptimized("posterframe; hit; detail=disk");
    private static final CharSequence HIT_BUCKET = createOptimized("posterframe; hit; detail=bucket");
    private static final CharSequence MISS = createOptimized("posterframe; fwd=miss; stored");
    private static final CharSequence JOINED = createOptimized("posterframe; fwd=miss; collapsed");

    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int UNSATISFIABLE = 416;

    private final HeaderConfig headers;
    private final SecondClock clock;
    private final PendingBytes pending;

    AnswerWriter(HeaderConfig headers, SecondClock clock, PendingBytes pending) {
        this.headers = headers;
        this.clock = clock;
        this.pending = pending;
    }

    /**
     * The hottest path: a whole small picture from memory for a plain GET.
     *
     * @return whether the answer was the first in its second
     */
    boolean writeHit(HttpServerResponse response, ReadyAnswer answer, SecondClock.Now now) {
        MultiMap fields = response.headers();
        boolean first = answer.writeCommon(fields, now);
        answer.writeContent(fields);
        fields.add(Fields.CACHE_STATUS, HIT_MEMORY);
        fields.add(Fields.CONTENT_LENGTH, answer.contentLength());
        response.end(((Bytes) answer.picture().body()).buffer());
        return first;
    }

    /**
     * What became of a request.
     *
     * @param result as which it is counted
     * @param done   ends when the body has been written
     */
    record Written(HttpMetrics.Result result, Future<Void> done) {}

    /** A picture for any request. Conditions are of GET and HEAD, ranges of GET alone (RFC 9110, 13.2.1 and 14.2). */
    Written write(HttpServerRequest request, ReadyAnswer answer, Outcome outcome) {
        HttpMetrics.Result result = HttpMetrics.Result.valueOf(outcome.name());
        HttpServerResponse response = request.response();
        CachedPicture picture = answer.picture();
        MultiMap asked = request.headers();
        MultiMap fields = response.headers();
        answer.writeCommon(fields, clock.now());
        fields.add(Fields.CACHE_STATUS, cacheStatus(outcome, answer));
        boolean get = request.method() == HttpMethod.GET;
        boolean head = request.method() == HttpMethod.HEAD;
        if ((get || head)
                && Conditions.notModified(
                        list(asked, Fields.IF_NONE_MATCH),
                        asked.get(Fields.IF_MODIFIED_SINCE),
                        picture.etag(),
                        picture.lastModifiedMillis())) {
            release(picture);
            return new Written(result, response.setStatusCode(NOT_MODIFIED).end());
        }
        ByteRange range = get ? range(asked, picture) : null;
        if (range == ByteRange.UNSATISFIABLE) {
            release(picture);
            // a cache would keep the refusal as long as the picture, and for those who ask for all of it too
            answer.forbidKeeping(fields);
            fields.add(Fields.CONTENT_RANGE, "bytes */" + picture.length());
            return new Written(result, response.setStatusCode(UNSATISFIABLE).end());
        }
        long held = !head && picture.body() instanceof Bytes ? range == null ? picture.length() : range.length() : 0;
        if (!pending.take(held)) {
            fields.clear();
            return new Written(HttpMetrics.Result.OVERLOADED, tooManyLargePictures(request, answer.variant() != null));
        }
        answer.writeContent(fields);
        if (range == null) {
            fields.add(Fields.CONTENT_LENGTH, answer.contentLength());
            range = new ByteRange(0, picture.length() - 1);
        } else {
            fields.add(Fields.CONTENT_LENGTH, Long.toString(range.length()));
            fields.add(Fields.CONTENT_RANGE, "bytes " + range.first() + "-" + range.last() + "/" + picture.length());
            response.setStatusCode(PARTIAL);
        }
        if (head) {
            release(picture);
            return new Written(result, response.end());
        }
        return new Written(result, body(response, picture, range).onComplete(sent -> pending.giveBack(held)));
    }

    private Future<Void> tooManyLargePictures(HttpServerRequest request, boolean varies) {
        if (varies) {
            request.response().putHeader(Fields.VARY, Fields.BY_ACCEPT);
        }
        request.response()
                .putHeader(Fields.RETRY_AFTER, "5")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .putHeader(Fields.CACHE_STATUS, "posterframe; detail=overload");
        return plain(request, 503, "too many large pictures are on their way to slow clients; try again in 5 s");
    }

    private static Future<Void> body(HttpServerResponse response, CachedPicture picture, ByteRange range) {
        if (picture.body() instanceof FileRegion file) {
            return response.sendFile(file.file(), file.offset() + range.first(), range.length())
                    .onComplete(sent -> file.close());
        }
        Bytes bytes = (Bytes) picture.body();
        boolean whole = range.length() == bytes.length();
        return response.end(whole ? bytes.buffer() : bytes.buffer().slice((int) range.first(), (int) range.last() + 1));
    }

    /** A field that holds a list may come in several lines. */
    private static @Nullable String list(MultiMap asked, CharSequence name) {
        List<String> lines = asked.getAll(name);
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static @Nullable ByteRange range(MultiMap asked, CachedPicture picture) {
        String range = asked.get(Fields.RANGE);
        if (range == null
                || !Conditions.rangeApplies(asked.get(Fields.IF_RANGE), picture.etag(), picture.lastModifiedMillis())) {
            return null;
        }
        return ByteRange.parse(range, picture.length());
    }

    static void release(CachedPicture picture) {
        if (picture.body() instanceof FileRegion file) {
            file.close();
        }
    }

    private CharSequence cacheStatus(Outcome outcome, ReadyAnswer answer) {
        return outcome == Outcome.STALE
                ? "posterframe; hit; ttl=-" + answer.ageAt(clock.now().millis()) + "; detail=stale"
                : cacheStatus(outcome);
    }

    /** A text that tells of a picture, for nobody to keep. */
    Written write(HttpServerRequest request, Answer.Document document) {
        MultiMap fields = request.response().headers();
        fields.add(Fields.DATE, clock.now().date());
        fields.add(Fields.CACHE_CONTROL, HeaderConfig.NOBODY);
        fields.add(Fields.ALLOW_ORIGIN, Fields.ANY);
        fields.add(Fields.CONTENT_TYPE, document.contentType());
        fields.add(Fields.CACHE_STATUS, cacheStatus(document.outcome()));
        return new Written(HttpMetrics.Result.valueOf(document.outcome().name()), text(request, document.text()));
    }

    private static CharSequence cacheStatus(Outcome outcome) {
        return switch (outcome) {
            case MEMORY -> HIT_MEMORY;
            case DISK -> HIT_DISK;
            case BUCKET -> HIT_BUCKET;
            case MISS -> MISS;
            case JOINED -> JOINED;
            case STALE -> "posterframe; hit; detail=stale";
        };
    }

    /** An answer without a picture. What may pass is not to be stored by anyone. */
    Written write(HttpServerRequest request, Answer.Refusal refusal) {
        HttpServerResponse response = request.response().setStatusCode(refusal.status());
        MultiMap fields = response.headers();
        boolean lasting = refusal.lasting();
        fields.add(Fields.DATE, clock.now().date());
        writeKeeping(fields, refusal);
        fields.add(Fields.ALLOW_ORIGIN, Fields.ANY);
        if (refusal.varies()) {
            fields.add(Fields.VARY, Fields.BY_ACCEPT);
        }
        fields.add(Fields.CONTENT_TYPE, refusal.contentType());
        fields.add(Fields.CACHE_STATUS, "posterframe; fwd=miss; detail=" + detail(refusal.cause()));
        if (!lasting) {
            fields.add(Fields.RETRY_AFTER, Integer.toString(retryAfterSeconds(refusal.cause())));
        }
        if (refusal.cause() instanceof Failure.RateLimited limited) {
            fields.add(Fields.RATE_LIMIT, Long.toString(limited.limit()));
            fields.add(Fields.RATE_LIMIT_REMAINING, "0");
            fields.add(Fields.RATE_LIMIT_RESET, Integer.toString(limited.retryAfterSeconds()));
        }
        refusal.headers().forEach(fields::add);
        return new Written(result(refusal.cause()), text(request, refusal.text()));
    }

    private void writeKeeping(MultiMap fields, Answer.Refusal refusal) {
        if (!refusal.lasting()) {
            fields.add(Fields.CACHE_CONTROL, Fields.NO_STORE);
            return;
        }
        HeaderConfig.Told told = headers.error(refusal.shared());
        fields.add(Fields.CACHE_CONTROL, told.cacheControl());
        if (told.cdn() != null) {
            fields.add(headers.cdnField().written(), told.cdn());
        }
    }

    private static int retryAfterSeconds(Failure cause) {
        if (cause instanceof Failure.Overloaded overloaded) {
            return overloaded.retryAfterSeconds();
        }
        return cause instanceof Failure.RateLimited limited ? limited.retryAfterSeconds() : 5;
    }

    private static HttpMetrics.Result result(Failure cause) {
        return switch (cause.category()) {
            case BAD_REQUEST, NOT_FOUND, ACCESS -> HttpMetrics.Result.DENIED;
            case OVERLOAD -> HttpMetrics.Result.OVERLOADED;
            case TIMEOUT -> HttpMetrics.Result.TIMED_OUT;
            case SOURCE, ORIGIN, WORKER -> HttpMetrics.Result.FAILED;
        };
    }

    private static String detail(Failure cause) {
        return cause.category().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One line of text with a status, for what belongs to no dialect. */
    Future<Void> plain(HttpServerRequest request, int status, String line) {
        request.response().setStatusCode(status).putHeader(Fields.CONTENT_TYPE, Fields.PLAIN_TEXT);
        request.response().putHeader(Fields.DATE, clock.now().date());
        return text(request, line);
    }

    private static Future<Void> text(HttpServerRequest request, String line) {
        HttpServerResponse response = request.response();
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        response.putHeader(Fields.CONTENT_LENGTH, Integer.toString(bytes.length));
        return request.method() == HttpMethod.HEAD ? response.end() : response.end(Buffer.buffer(bytes));
    }
}
