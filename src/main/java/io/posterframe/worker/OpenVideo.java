package io.posterframe.worker;

import io.posterframe.decode.Video;

/**
 * A video that is kept open from job to job.
 *
 * @param warm   whether an earlier job opened it
 * @param rest   done when its job has ended
 * @param forget done when a job has come for something else
 */
record OpenVideo(Video video, boolean warm, Runnable rest, Runnable forget) implements AutoCloseable {

    /** As the next job finds it. */
    OpenVideo warmed() {
        return new OpenVideo(video, true, rest, forget);
    }

    @Override
    public void close() {
        video.close();
    }
}
