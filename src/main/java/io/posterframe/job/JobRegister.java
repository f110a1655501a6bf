package io.posterframe.job;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** All jobs, for those who run the server. Safe on every thread; never blocks. The futures fail with a PictureException. */
public interface JobRegister {

    /**
     * Some jobs in the order of their ids, those that have expired and are not removed yet among them.
     *
     * @param partnerId whose; empty for all
     * @param id        in front of the first; empty to begin
     */
    Future<List<FrameJob>> after(Optional<String> partnerId, String id, int limit);

    /** The job of an id, which may be any text, unless it has expired. */
    Future<Optional<FrameJob>> find(String id);

    /**
     * Deletes a job with its frames; one that is at work stops.
     *
     * @return whether it was there
     */
    Future<Boolean> delete(FrameJob job);
}
