package io.posterframe.worker;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a worker asks the edge for what a job needs, and how long it waited for that. */
final class EdgeLine {
    private final Wire wire;
    private long waitedNanos;

    EdgeLine(Wire wire) {
        this.wire = wire;
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws PictureException with Cancelled when the edge has none; it knows why
     * @throws UncheckedIOException when the edge is gone
     */
    <A extends Message> A ask(Message question, Class<A> answer) {
        long begun = System.nanoTime();
        try {
            wire.send(question);
            Message given = wire.receive();
            if (!answer.isInstance(given)) {
                throw new PictureException(new Failure.Cancelled());
            }
            return answer.cast(given);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            waitedNanos += System.nanoTime() - begun;
        }
    }

    /** Nanoseconds spent waiting since the last call. */
    long takeWaitedNanos() {
        long waited = waitedNanos;
        waitedNanos = 0;
        return waited;
    }
}
