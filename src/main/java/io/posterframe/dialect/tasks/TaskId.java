package io.posterframe.dialect.tasks;

import io.posterframe.job.FrameJob;

/** The API's name of a job: 32 lower-case hexadecimal digits. */
final class TaskId {
    private TaskId() {}

    static String of(FrameJob job) {
        return job.id().replace("-", "");
    }
}
