package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.wire.JobMedia;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;

/** A probe, from its job to what is known then. */
final class ProbeDialogue extends Dialogue {
    private final ProbeRender render;

    ProbeDialogue(Wire wire, ProbeRender render, PoolParts pool) {
        super(wire, render, pool);
        this.render = render;
    }

    @Override
    Message.Task task(JobMedia media) {
        return new Message.Probe(media);
    }

    @Override
    boolean hear(Message message, MediaReader reader) throws IOException {
        if (!(message instanceof Message.Probed probed)) {
            throw unexpected(message);
        }
        served(probed.engine());
        if (confirmed(reader)) {
            render.succeed(new MediaInfo(probed.durationMicros(), probed.width(), probed.height(), probed.engine()));
        }
        return true;
    }
}
