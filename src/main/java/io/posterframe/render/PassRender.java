package io.posterframe.render;

import io.posterframe.picture.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass on its way, and how far it has come: a worker that dies costs it the frame at hand only. */
final class PassRender extends Render<PassEnd> {
    private final PassJob job;
    private int delivered;
    private boolean enough;
    private @Nullable Engine decoder;

    PassRender(PassJob job, RenderQueue queue) {
        super(job, queue);
        this.job = job;
    }

    @Override
    PassJob job() {
        return job;
    }

    @Override
    boolean waitsForOthers() {
        return true;
    }

    /** Its time counts for each frame. */
    @Override
    boolean mayTakeLong() {
        return false;
    }

    /** The times of the frames that are still wanted. */
    List<Long> left() {
        return enough ? List.of() : job.times().subList(delivered, job.times().size());
    }

    /** Hands the next picture over, for which the worker's time does not count. Throws what the sink throws. */
    void deliver(RenderedPicture picture) {
        workRests();
        decoder = picture.engine();
        enough = true;
        try {
            enough = !job.sink().accept(delivered, picture);
            delivered++;
            survived();
        } finally {
            decodingBegins();
        }
    }

    void end() {
        succeed(new PassEnd(delivered, decoder));
    }
}
