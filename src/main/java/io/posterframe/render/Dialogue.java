package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from its sending to its picture: answers the worker's reads from the job's media and nothing else. An
 * IOException means that the worker is not to be used again.
 */
final class Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Wire wire;
    private final Render render;
    private final RenderConfig config;
    private final KnownEngines engines;
    private final RenderMetrics metrics;
    private final GatheredBytes.Share share;
    private final List<Message.Data> parts = new ArrayList<>();
    private long gathered;
    /** Whether there was no room for the picture: what still comes of it is read and dropped. */
    private boolean dropped;

    private @Nullable Failure inputFailure;

    Dialogue(
            Wire wire,
            Render render,
            RenderConfig config,
            GatheredBytes gathering,
            KnownEngines engines,
            RenderMetrics metrics) {
        this.engines = engines;
        this.wire = wire;
        this.render = render;
        this.config = config;
        this.share = gathering.share();
        this.metrics = metrics;
    }

    /** Runs the job to its end and completes the render. */
    void run() throws IOException {
        RenderJob job = render.job();
        MediaReader reader = open(job);
        if (reader == null) {
            return;
        }
        try {
            wire.send(new Message.Job(
                    job.sourceKey() + reader.edition(),
                    job.source().version().size(),
                    job.source().unfinished(),
                    reader.timeline(),
                    known(job),
                    job.spec(),
                    job.limits(),
                    config.maxPictureBytes()));
            while (true) {
                Message message = wire.receive();
                if (message instanceof Message.Read read) {
                    answer(read, reader);
                } else if (message instanceof Message.Open open) {
                    answer(open, reader);
                } else if (message instanceof Message.Encoding) {
                    render.encodingBegins();
                } else if (message instanceof Message.Data data) {
                    gather(data);
                } else if (message instanceof Message.Picture picture) {
                    RenderedPicture rendered = assemble(picture);
                    if (rendered != null) {
                        finish(rendered, reader);
                    }
                    return;
                } else if (message instanceof Message.Failed failed) {
                    render.fail(failure(failed));
                    return;
                } else {
                    throw new WireViolation(
                            "an unexpected " + message.getClass().getSimpleName());
                }
            }
        } finally {
            share.giveBack();
            close(reader);
        }
    }

    private @Nullable Engine known(RenderJob job) {
        Engine asked = render.engine();
        return asked == null ? engines.of(job.sourceKey()) : asked;
    }

    private @Nullable MediaReader open(RenderJob job) {
        render.decodingBegins();
        render.readingBegins();
        try {
            return job.source().open(job.spec());
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
            LOG.warn("a source did not close: {}", e.toString());
        }
    }

    /** A source's own failure, or what became of a fault in it: neither may end the thread. */
    private Failure failure(RuntimeException thrown) {
        if (thrown instanceof PictureException known) {
            return known.failure();
        }
        LOG.error(
                "a source failed in a way that it should not: {}",
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

    private void finish(RenderedPicture picture, MediaReader reader) {
        try {
            reader.confirm();
        } catch (RuntimeException e) {
            render.fail(failure(e));
            return;
        }
        render.succeed(picture);
    }

    /** Keeps a part of the file until the worker says that it was the last. */
    private void gather(Message.Data data) throws WireViolation {
        gathered += data.length();
        if (data.length() < 1 || gathered > config.maxPictureBytes()) {
            throw new WireViolation("a picture of " + gathered + " bytes");
        }
        if (!dropped && !share.growTo(gathered)) {
            LOG.warn("no room for another large picture from a worker");
            render.fail(new Failure.Overloaded(RETRY_AFTER_SECONDS));
            dropped = true;
            parts.clear();
            share.giveBack();
        }
        if (!dropped) {
            parts.add(data);
        }
    }

    /** @return null when the render has failed */
    private @Nullable RenderedPicture assemble(Message.Picture picture) throws WireViolation {
        if (picture.length() != gathered || gathered == 0) {
            throw new WireViolation("a picture of " + picture.length() + " bytes in parts of " + gathered);
        }
        metrics.took(RenderMetrics.Stage.ORIGIN, picture.readNanos());
        metrics.took(RenderMetrics.Stage.DECODE, picture.decodeNanos());
        metrics.took(RenderMetrics.Stage.COMPOSE, picture.composeNanos());
        metrics.took(RenderMetrics.Stage.ENCODE, picture.encodeNanos());
        metrics.rendered(picture.warm(), picture.engine());
        Engine engine = picture.engine();
        if (engine != null) {
            engines.served(render.job().sourceKey(), engine);
        }
        if (dropped) {
            return null;
        }
        ByteBuffer bytes = allocate(picture.length());
        if (bytes == null) {
            render.fail(new Failure.Overloaded(RETRY_AFTER_SECONDS));
            return null;
        }
        parts.forEach(part -> bytes.put(part.bytes(), part.offset(), part.length()));
        return new RenderedPicture(bytes.flip(), picture.format(), picture.width(), picture.height(), engine);
    }

    private static @Nullable ByteBuffer allocate(int length) {
        try {
            return ByteBuffer.allocateDirect(length);
        } catch (OutOfMemoryError e) {
            LOG.warn("no direct memory for a picture of {} bytes", length);
            return null;
        }
    }

    private Failure failure(Message.Failed failed) throws IOException {
        return switch (failed.reason()) {
            case BAD_PARAMETER -> new Failure.BadParameter(failed.parameter(), failed.message());
            case UNDECODABLE -> new Failure.Undecodable(failed.message(), failed.detail());
            case UNFINISHED -> new Failure.NotUploadedYet();
            case FORMAT_OFF ->
                new Failure.FormatOff(render.job().spec().encoding().format());
            case INPUT -> {
                Failure cause = inputFailure;
                yield cause == null ? new Failure.Cancelled() : cause;
            }
            case FAULT -> new Failure.Internal(failed.detail());
            case INTERNAL -> throw new IOException("the worker gave up: " + failed.detail());
        };
    }

    /** The worker said something that a worker does not say. */
    static final class WireViolation extends IOException {
        WireViolation(String message) {
            super(message);
        }
    }
}
