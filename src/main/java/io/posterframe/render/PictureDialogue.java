package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Failure;
import io.posterframe.wire.JobMedia;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A single picture, from its job to its file. */
final class PictureDialogue extends Dialogue {
    private final PictureRender render;
    private final PoolParts pool;
    private final IncomingPicture incoming;

    PictureDialogue(Wire wire, PictureRender render, PoolParts pool) {
        super(wire, render, pool);
        this.render = render;
        this.pool = pool;
        this.incoming = new IncomingPicture(
                pool.config().maxPictureBytes(),
                pool.gathering(),
                render.job().trail().prefix());
    }

    @Override
    Message.Task task(JobMedia media) {
        PictureJob job = render.job();
        return new Message.Job(media, job.spec(), job.limits(), pool.config().maxPictureBytes());
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
            incoming.check(picture);
            took(picture);
            finish(picture, reader);
            return true;
        }
        throw unexpected(message);
    }

    private void finish(Message.Picture picture, MediaReader reader) {
        ByteBuffer bytes = incoming.direct();
        if (bytes == null) {
            render.fail(new Failure.Overloaded(RETRY_AFTER_SECONDS));
        } else if (confirmed(reader)) {
            render.succeed(
                    new RenderedPicture(bytes, picture.format(), picture.width(), picture.height(), picture.engine()));
        }
    }

    @Override
    void giveBack() {
        incoming.giveBack();
    }
}
