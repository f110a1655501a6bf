package io.posterframe.render;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/**
 * The worker pool.
 */
public record RenderConfig(
        @Doc("Worker processes, each with one decoding thread; 0 for one a core.") @Range(max = 256) int workers,
        @Doc("Pictures that may wait for a worker; one more is refused with 503.") @Range(min = 1, max = 100_000)
                int queueLength,
        @Doc("From the request to the picture, waiting included; past it the request is answered 504.")
                @Range(min = 100, max = 600_000)
                Duration deadline,
        @Doc("How long a worker may be at one picture; past it the worker is killed.") @Range(min = 100, max = 600_000)
                Duration workTimeout,
        @Doc("After so many pictures a worker is replaced, so that native leaks can't add up.")
                @Range(min = 1, max = 1_000_000)
                int picturesPerWorker,
        @Doc("Videos that a worker keeps open with their index.") @Range(min = 1, max = 64) int openVideos,
        @Doc("A worker whose resident memory passes this is killed.") @Range(min = 256L << 20, max = 64L << 30)
                long maxWorkerMemoryBytes,
        @Doc("The largest picture file that is taken from a worker.") @Range(min = 64 << 10, max = 1 << 30)
                long maxPictureBytes,
        @Doc("When workers may have a core that others want: idle = not at all, nice = seldom, by render.niceness. See "
                        + "docs/operations.md#workers.")
                Scheduling scheduling,
        @Doc("How much lower than the edge the workers' scheduling priority is, where they are not idle.")
                @Range(max = 19)
                int niceness,
        @Doc("How long a source that killed two workers is refused.") @Range(max = 86_400_000) Duration refuseSourceFor,
        @Doc(
                        "Workers without network, files and privileges, by bubblewrap: auto = as far as this machine lets us, on = or "
                                + "the server does not start, off. See docs/operations.md#sandbox.")
                SandboxChoice sandbox) {

    public static final RenderConfig DEFAULTS = new RenderConfig(
            0,
            256,
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            2_000,
            4,
            1L << 30,
            24L << 20,
            Scheduling.IDLE,
            10,
            Duration.ofMinutes(5),
            SandboxChoice.AUTO);

    /** How many workers that makes on this machine. */
    public int workerCount() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }
}
