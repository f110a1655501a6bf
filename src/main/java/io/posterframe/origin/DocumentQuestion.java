package io.posterframe.origin;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Asks for all of a small file, or whether the known one is still the same. */
final class DocumentQuestion implements Question<Document> {
    private final int maxBytes;
    private final @Nullable Document known;
    private final Room room;

    /** @param room for all documents that are on their way */
    DocumentQuestion(int maxBytes, Room room, @Nullable Document known) {
        this.maxBytes = maxBytes;
        this.room = room;
        this.known = known;
    }

    @Override
    public void describe(MultiMap headers) {
        Validators validators = known == null ? null : known.validators();
        if (validators != null) {
            validators.askForOther(headers);
        }
    }

    @Override
    public Future<Body<Document>> accept(Head head) {
        if (head.status() == 304 && known != null) {
            return Future.succeededFuture(Body.ignore(known));
        }
        if (head.status() != 200) {
            throw head.failure();
        }
        if (head.encoded()) {
            throw head.wrong("an encoded body although identity was asked for");
        }
        if (head.contentLength() > maxBytes) {
            throw Origins.tooLarge(head.uri(), maxBytes);
        }
        return Future.succeededFuture(Body.upTo(
                maxBytes,
                room,
                Origins.tooLarge(head.uri(), maxBytes),
                bytes -> new Document(bytes, head.uri(), head.validators())));
    }
}
