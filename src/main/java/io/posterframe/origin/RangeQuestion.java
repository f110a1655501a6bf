package io.posterframe.origin;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run of blocks of one version and completes each as soon as its last byte is here. A further try asks only
 * for what is still missing.
 */
final class RangeQuestion implements Question<Void> {
    private final SourceVersion version;
    private final Validators validators;
    private final int blockBytes;
    private final List<Block> blocks;
    private final Consumer<URI> answeredAt;
    private int done;
    private @Nullable Filling active;

    /**
     * @param blocks     consecutive, at least one
     * @param answeredAt told where redirects led to
     */
    RangeQuestion(
            SourceVersion version,
            Validators validators,
            int blockBytes,
            List<Block> blocks,
            Consumer<URI> answeredAt) {
        this.version = version;
        this.validators = validators;
        this.blockBytes = blockBytes;
        this.blocks = blocks;
        this.answeredAt = answeredAt;
    }

    private long first() {
        return blocks.get(done).key().index() * blockBytes;
    }

    private long last() {
        Block block = blocks.get(blocks.size() - 1);
        return block.key().index() * blockBytes + block.length() - 1;
    }

    @Override
    public synchronized void describe(MultiMap headers) {
        active = null;
        headers.set("Range", "bytes=" + first() + "-" + last());
        validators.askForSame(headers);
    }

    @Override
    public synchronized Future<Body<Void>> accept(Head head) {
        if (head.status() == 200 || head.status() == 416) {
            throw head.changed("an answer " + head.status() + " to a range of the known version");
        }
        if (head.status() != 206) {
            throw head.failure();
        }
        if (validators.contradicts(head.validators())) {
            throw head.changed("other validators");
        }
        ContentRange range = head.contentRange();
        if (range == null) {
            throw head.wrong("no usable Content-Range");
        }
        if (range.total() != version.size()) {
            throw head.changed("another size");
        }
        if (!range.is(first(), last(), version.size()) || head.encoded()) {
            throw head.wrong("another range or coding than asked for");
        }
        answeredAt.accept(head.uri());
        active = new Filling();
        return Future.succeededFuture(active);
    }

    /** Fills the blocks from the first that is missing; what a given up try still delivers is dropped. */
    private final class Filling implements Body<Void> {
        private byte[] current = new byte[blocks.get(done).length()];
        private int filled;

        @Override
        public Future<Void> write(Buffer chunk) {
            synchronized (RangeQuestion.this) {
                int taken = 0;
                while (taken < chunk.length() && active == this) {
                    int count = Math.min(current.length - filled, chunk.length() - taken);
                    chunk.getBytes(taken, taken + count, current, filled);
                    taken += count;
                    filled += count;
                    if (filled == current.length && !nextBlock() && taken < chunk.length() || count == 0) {
                        active = null;
                    }
                }
                return active == this ? Future.succeededFuture() : Future.failedFuture(Body.tooLong());
            }
        }

        /** The last block is left to {@link #end}, so that its reader finds the connection free again. */
        private boolean nextBlock() {
            if (done == blocks.size() - 1) {
                return false;
            }
            blocks.get(done++).bytes().complete(current);
            current = new byte[blocks.get(done).length()];
            filled = 0;
            return true;
        }

        @Override
        public Future<Void> end() {
            synchronized (RangeQuestion.this) {
                if (active != this || filled < current.length || done < blocks.size() - 1) {
                    return Future.failedFuture(Body.tooShort());
                }
                blocks.get(done).bytes().complete(current);
                return Future.succeededFuture();
            }
        }
    }
}
