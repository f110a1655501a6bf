package io.posterframe.dialect.tasks;

import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJob.Callback;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobApi;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Jobs that are nowhere. */
final class Jobs {
    private Jobs() {}

    /** One that has ended. @param failure null for a good end */
    static FrameJob ended(int frames, @Nullable String failure) {
        Instant now = Instant.ofEpochMilli(1_766_989_317_192L);
        return new FrameJob(
                "1e8ae107-5e05-4e8a-bb58-e7598c53cbf1",
                new FrameOrder(
                        JobApi.TASKS,
                        "100",
                        "re_657739295220518912",
                        1,
                        0,
                        false,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        null),
                666_914_042_514_116_608L,
                failure == null ? FrameJob.Status.COMPLETED : FrameJob.Status.FAILED,
                OptionalInt.of(frames),
                frames,
                1000,
                1,
                "v",
                "p",
                failure,
                0,
                now,
                now,
                now,
                now.plusSeconds(60),
                new Callback(Callback.State.DUE, 0, ""));
    }
}
