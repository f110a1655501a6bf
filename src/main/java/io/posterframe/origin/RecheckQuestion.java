package io.posterframe.origin;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a version is still current, at the price of a byte. The answer's head decides, so {@link #same} is known
 * even when the rest of the answer was refused.
 */
final class RecheckQuestion implements Question<Boolean> {
    private final RemoteSource known;
    private volatile @Nullable Boolean same;

    RecheckQuestion(RemoteSource known) {
        this.known = known;
    }

    /** The verdict, or null while there is none. */
    @Nullable
    Boolean same() {
        return same;
    }

    @Override
    public void describe(MultiMap headers) {
        headers.set("Range", "bytes=0-0");
        known.validators().askForOther(headers);
    }

    @Override
    public Future<Body<Boolean>> accept(Head head) {
        boolean verdict;
        if (head.status() == 304) {
            verdict = true;
        } else if (head.status() == 206) {
            ContentRange range = head.contentRange();
            verdict = range != null && is(head, range.total());
        } else if (head.status() == 200) {
            verdict = known instanceof SpooledSource && is(head, head.contentLength());
        } else if (head.status() == 416) {
            ContentRange range = head.contentRange();
            verdict = range != null && range.total() == 0 && is(head, 0);
        } else {
            throw head.failure();
        }
        same = verdict;
        if (head.status() == 200) {
            throw head.changed("all of it instead of a byte"); // only to leave the body where it is
        }
        known.answeredAt(head.uri());
        return Future.succeededFuture(Body.ignore(verdict));
    }

    private boolean is(Head head, long size) {
        return size == known.version().size() && !known.validators().contradicts(head.validators());
    }
}
