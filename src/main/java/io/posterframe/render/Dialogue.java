package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.posterframe.wire.JobMedia;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from its sending to its end: answers the worker's reads from the job's media and nothing else. An IOException
 * means that the worker is not to be used again.
 */
abstract sealed class Dialogue permits PictureDialogue, PassDialogue, ProbeDialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);
    static final int RETRY_AFTER_SECONDS = 5;

    private final Wire wire;
    private final Render<?> render;
    private final PoolParts pool;

    private @Nullable Failure inputFailure;

    Dialogue(Wire wire, Render<?> render, PoolParts pool) {
        this.wire = wire;
        this.render = render;
        this.pool = pool;
    }

    /** @param awaited whether a pass should make way after its frame at hand */
    static Dialogue of(Wire wire, Render<?> render, PoolParts pool, BooleanSupplier awaited) {
        if (render instanceof PictureRender picture) {
            return new PictureDialogue(wire, picture, pool);
        }
        return render instanceof PassRender pass
                ? new PassDialogue(wire, pass, pool, awaited)
                : new ProbeDialogue(wire, (ProbeRender) render, pool);
    }

    /** Runs the job to its end and completes the render. */
    void run() throws IOException {
        MediaReader reader = open();
        if (reader == null) {
            return;
        }
        try {
            RenderJob job = render.job();
            wire.send(task(new JobMedia(
                    job.sourceKey() + reader.edition(),
                    job.source().version().size(),
                    job.source().unfinished(),
                    reader.timeline(),
                    known(job))));
            boolean ended = false;
            while (!ended) {
                Message message = wire.receive();
                if (message instanceof Message.Read read) {
                    answer(read, reader);
                } else if (message instanceof Message.Open open) {
                    answer(open, reader);
                } else if (message instanceof Message.Encoding) {
                    render.encodingBegins();
                } else if (message instanceof Message.Failed failed) {
                    render.fail(failure(failed));
                    ended = true;
                } else {
                    ended = hear(message, reader);
                }
            }
        } finally {
            giveBack();
            close(reader);
        }
    }

    /** What the worker is told to do. */
    abstract Message.Task task(JobMedia media);

    /**
     * Hears what only workers at this kind of job say.
     *
     * @return whether the job has ended
     */
    abstract boolean hear(Message message, MediaReader reader) throws IOException;

    /** Gives back what was kept of a picture on its way. */
    void giveBack() {}

    /** How many pictures came of it, for the count of what a worker has done. */
    int pictures() {
        return 1;
    }

    static WireViolation unexpected(Message message) {
        return new WireViolation("an unexpected " + message.getClass().getSimpleName());
    }

    /** Makes sure that all that was read is of one version; if not, the render fails. */
    final boolean confirmed(MediaReader reader) {
        try {
            reader.confirm();
            return true;
        } catch (RuntimeException e) {
            render.fail(failure(e));
            return false;
        }
    }

    /** Notes what came of a picture's time. */
    final void took(Message.Picture picture) {
        RenderMetrics metrics = pool.metrics();
        metrics.took(RenderMetrics.Stage.ORIGIN, picture.readNanos());
        metrics.took(RenderMetrics.Stage.DECODE, picture.decodeNanos());
        metrics.took(RenderMetrics.Stage.COMPOSE, picture.composeNanos());
        metrics.took(RenderMetrics.Stage.ENCODE, picture.encodeNanos());
        metrics.rendered(picture.warm(), picture.engine());
        note(render.job().trail(), picture);
        if (picture.engine() != null) {
            served(picture.engine());
        }
    }

    /** Reading and decoding take turns; they are shown as if the one had come behind the other. */
    private static void note(Trail trail, Message.Picture picture) {
        if (trail.isTraced()) {
            long ago = 0;
            trail.took(Stage.ENCODE, picture.encodeNanos(), ago);
            ago += picture.encodeNanos();
            trail.took(Stage.COMPOSE, picture.composeNanos(), ago);
            ago += picture.composeNanos();
            trail.took(Stage.DECODE, picture.decodeNanos(), ago);
            ago += picture.decodeNanos();
            trail.took(Stage.ORIGIN, picture.readNanos(), ago);
        }
    }

    final void served(Engine engine) {
        pool.engines().served(render.job().sourceKey(), engine);
    }

    private @Nullable Engine known(RenderJob job) {
        Engine asked = render.engine();
        return asked == null ? pool.engines().of(job.sourceKey()) : asked;
    }

    private @Nullable MediaReader open() {
        render.readingBegins();
        try {
            return render.job().open();
        } catch (RuntimeException e) {
            render.fail(failure(e));
            return null;
        } finally {
            render.readingEnds();
        }
    }

    private void close(MediaReader reader) {
        try {
            reader.close();
        } catch (RuntimeException e) {
            LOG.warn("{}a source did not close: {}", render.job().trail().prefix(), e.toString());
        }
    }

    /** A source's own failure, or what became of a fault in it: neither may end the thread. */
    private Failure failure(RuntimeException thrown) {
        if (thrown instanceof PictureException known) {
            return known.failure();
        }
        LOG.error(
                "{}a source failed in a way that it should not: {}",
                render.job().trail().prefix(),
                render.job().source().id(),
                thrown);
        return new Failure.OriginFailed(thrown.toString(), true);
    }

    private void answer(Message.Read read, MediaReader reader) throws IOException {
        if (read.length() < 1) {
            throw new WireViolation("a read of nothing");
        }
        ByteBuffer bytes = asked(() -> reader.read(read.offset(), read.length(), read.ahead()));
        wire.send(bytes == null ? new Message.ReadFailed() : new Message.Bytes(arrayOf(bytes), bytes.remaining()));
    }

    private void answer(Message.Open open, MediaReader reader) throws IOException {
        Timeline timeline = reader.timeline();
        if (timeline == null || open.part() >= timeline.parts()) {
            throw new WireViolation("a part that there is not");
        }
        List<Integer> next =
                open.next().stream().filter(part -> part < timeline.parts()).toList();
        Long size = asked(() -> reader.open(open.part(), next));
        wire.send(size == null ? new Message.ReadFailed() : new Message.Opened(size));
    }

    /** What a source answers; null when it fails, which is noted, or nobody wants the picture any more. */
    private <T> @Nullable T asked(Supplier<T> source) {
        render.readingBegins();
        try {
            return render.isGivenUp() ? null : source.get();
        } catch (RuntimeException e) {
            inputFailure = failure(e);
            return null;
        } finally {
            render.readingEnds();
        }
    }

    private static byte[] arrayOf(ByteBuffer bytes) {
        if (bytes.hasArray() && bytes.arrayOffset() == 0 && bytes.position() == 0) {
            return bytes.array();
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private Failure failure(Message.Failed failed) throws IOException {
        return switch (failed.reason()) {
            case BAD_PARAMETER -> new Failure.BadParameter(failed.parameter(), failed.message());
            case UNDECODABLE -> new Failure.Undecodable(failed.message(), failed.detail());
            case UNFINISHED -> new Failure.NotUploadedYet();
            case FORMAT_OFF -> formatOff();
            case INPUT -> {
                Failure cause = inputFailure;
                yield cause == null ? new Failure.Cancelled() : cause;
            }
            case FAULT -> new Failure.Internal(failed.detail());
            case INTERNAL -> throw new IOException("the worker gave up: " + failed.detail());
        };
    }

    private Failure formatOff() throws WireViolation {
        Encoding wanted = render.job().encoding();
        if (wanted == null) {
            throw new WireViolation("a format that nobody asked for");
        }
        return new Failure.FormatOff(wanted.format());
    }

    /** The worker said something that a worker does not say. */
    static final class WireViolation extends IOException {
        WireViolation(String message) {
            super(message);
        }
    }
}
