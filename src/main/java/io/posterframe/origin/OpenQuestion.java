package io.posterframe.origin;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the start of a media file, to learn its size and version from the answer. An origin that sends all of it
 * instead has no ranges: then the answer goes to the spool, if it is small enough.
 */
final class OpenQuestion implements Question<MediaSource> {
    /** Enough for the index of many files, little enough to throw away for the others. */
    private static final int START_BYTES = 64 * 1024;

    private final URI location;
    private final HttpOrigin origin;

    OpenQuestion(URI location, HttpOrigin origin) {
        this.location = location;
        this.origin = origin;
    }

    @Override
    public void describe(MultiMap headers) {
        headers.set("Range", "bytes=0-" + (START_BYTES - 1));
    }

    @Override
    public Future<Body<MediaSource>> accept(Head head) {
        ContentRange range = head.contentRange();
        if (head.status() == 416 && range != null && range.total() == 0) {
            return Future.succeededFuture(Body.ignore(origin.source(location, head, 0)));
        }
        if (head.status() != 206 && head.status() != 200) {
            throw head.failure();
        }
        if (head.encoded()) {
            throw head.wrong("an encoded body although identity was asked for");
        }
        return head.status() == 200 ? acceptWhole(head) : acceptStart(head, range);
    }

    private Future<Body<MediaSource>> acceptStart(Head head, @Nullable ContentRange range) {
        if (range == null || !range.is(0, START_BYTES - 1, range.total())) {
            throw head.wrong("no usable Content-Range: " + head.headers().get(HttpHeaders.CONTENT_RANGE));
        }
        int length = (int) (range.last() + 1);
        return Future.succeededFuture(Body.collect(length, start -> {
            HttpSource source = origin.source(location, head, range.total());
            origin.keepStart(source, start);
            return source;
        }));
    }

    private Future<Body<MediaSource>> acceptWhole(Head head) {
        long length = head.contentLength();
        long max = origin.maxWithoutRanges();
        if (length < 0 || length > max) {
            throw head.wrong("no range support, and " + (length < 0 ? "no length" : length + " bytes") + " where " + max
                    + " are allowed");
        }
        return origin.spool().receive(length, file -> origin.copy(location, head, length, file));
    }
}
