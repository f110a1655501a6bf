package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.wire.JobMedia;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pass, from its job to the end of it: the worker begins the next frame only when it is told to. */
final class PassDialogue extends Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(PassDialogue.class);

    private final Wire wire;
    private final PassRender render;
    private final PoolParts pool;
    private final BooleanSupplier awaited;
    private IncomingPicture incoming;
    private int pictures;
    private boolean stopped;

    /** @param awaited asked after each frame: whether the worker is wanted for something that goes before */
    PassDialogue(Wire wire, PassRender render, PoolParts pool, BooleanSupplier awaited) {
        super(wire, render, pool);
        this.wire = wire;
        this.render = render;
        this.pool = pool;
        this.awaited = awaited;
        this.incoming = nextPicture();
    }

    private IncomingPicture nextPicture() {
        return new IncomingPicture(
                pool.config().maxPictureBytes(),
                pool.gathering(),
                render.job().trail().prefix());
    }

    @Override
    Message.Task task(JobMedia media) {
        PassJob job = render.job();
        return new Message.Pass(
                media,
                render.left(),
                job.geometry(),
                job.encoding(),
                job.limits(),
                pool.config().maxPictureBytes());
    }

    @Override
    boolean hear(Message message, MediaReader reader) throws IOException {
        if (message instanceof Message.Data data) {
            if (!incoming.add(data)) {
                render.fail(new Failure.Overloaded(RETRY_AFTER_SECONDS));
            }
            return false;
        }
        if (message instanceof Message.Picture picture) {
            take(picture);
            return false;
        }
        if (message instanceof Message.PassEnd && (stopped || render.left().isEmpty())) {
            if (confirmed(reader)) {
                render.end();
            }
            return true;
        }
        throw unexpected(message);
    }

    private void take(Message.Picture picture) throws IOException {
        if (stopped || render.left().isEmpty()) {
            throw new WireViolation("a picture too many");
        }
        incoming.check(picture);
        took(picture);
        pictures++;
        ByteBuffer bytes = incoming.onHeap();
        incoming.giveBack();
        incoming = nextPicture();
        if (bytes != null && !render.isDone()) {
            deliver(new RenderedPicture(bytes, picture.format(), picture.width(), picture.height(), picture.engine()));
        }
        // a pass at its end makes way anyhow
        stopped = render.isDone() || !render.left().isEmpty() && awaited.getAsBoolean();
        wire.send(stopped || render.left().isEmpty() ? new Message.Stop() : new Message.Next());
    }

    private void deliver(RenderedPicture picture) {
        try {
            render.deliver(picture);
        } catch (PictureException e) {
            render.fail(e.failure());
        } catch (RuntimeException e) {
            LOG.error("a picture of a pass could not be handed over", e);
            render.fail(new Failure.Internal(String.valueOf(e)));
        }
    }

    @Override
    int pictures() {
        return Math.max(1, pictures);
    }

    @Override
    void giveBack() {
        incoming.giveBack();
    }
}
