package io.posterframe.render;

import io.posterframe.picture.Range;
import java.time.Duration;

/**
 * The worker pool.
 *
 * @param workers               worker processes, each with one decoding thread; 0 for one a core
 * @param queueLength           pictures that may wait for a worker; one more is refused with 503
 * @param deadline              from the request to the picture, waiting included; past it the request is answered 504
 *                              and the worker killed
 * @param picturesPerWorker     after so many pictures a worker is replaced, so that native leaks can't add up
 * @param openVideos            videos that a worker keeps open with their index
 * @param maxWorkerMemoryBytes  a worker whose resident memory passes this is killed
 * @param maxPictureBytes       the largest picture file that is taken from a worker
 * @param niceness              how much lower than the edge the workers' scheduling priority is
 * @param refuseSourceFor       how long a source that killed two workers is refused
 */
public record RenderConfig(
        @Range(max = 256) int workers,
        @Range(min = 1, max = 100_000) int queueLength,
        @Range(min = 100, max = 600_000) Duration deadline,
        @Range(min = 1, max = 1_000_000) int picturesPerWorker,
        @Range(min = 1, max = 64) int openVideos,
        @Range(min = 128L << 20, max = 64L << 30) long maxWorkerMemoryBytes,
        @Range(min = 64 << 10, max = 1 << 30) long maxPictureBytes,
        @Range(max = 19) int niceness,
        @Range(max = 86_400_000) Duration refuseSourceFor) {

    public static final RenderConfig DEFAULTS = new RenderConfig(
            0, 256, Duration.ofSeconds(15), 2_000, 4, 800L << 20, 64L << 20, 10, Duration.ofMinutes(5));

    /** How many workers that makes on this machine. */
    public int workerCount() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }
}
