package io.posterframe.job;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.Range;
import java.time.Duration;

/** Jobs that cut whole videos into frames. */
public record JobConfig(
        @Doc(
                        "Jobs that this server works on at once, each with up to 16 MiB of heap; 0 leaves all to other servers with "
                                + "the same database.")
                @Range(max = 64)
                int maxRunning,
        @Doc("Jobs that may wait or run, on all servers; one more is refused with 503.")
                @Range(min = 1, max = 1_000_000)
                int maxWaiting,
        @Doc("The most of these of one account, so that one can't keep all others out.")
                @Range(min = 1, max = 1_000_000)
                int maxWaitingOfAccount,
        @Doc("Frames of one job; an order for more is refused.") @Range(min = 1, max = 1_000_000) int maxFrames,
        @Doc("Bytes of one job's frames; past them the job fails.") @Range(min = 1 << 20, max = 1L << 40) long maxBytes,
        @Doc("Bytes of all jobs' frames together; while there are more, new jobs are refused with 503.")
                @Range(min = 1 << 20, max = 1L << 50)
                long maxTotalBytes,
        @Doc("JPEG quality of the frames.") @Range(min = 1, max = 100) int quality,
        @Doc("A job that has not ended after so long fails.") @Range(min = 1000, max = 2_592_000_000L) Duration maxAge,
        @Doc("How long a job and its frames are kept after its end.") @Range(min = 1000, max = 31_536_000_000L)
                Duration keepFor,
        @Doc("A server that has given no sign of life for so long is taken for dead, and its jobs move to others.")
                @Range(min = 4000, max = 3_600_000)
                Duration deadAfter,
        @Doc("How often a server looks for jobs that others left or that are to be tried again.")
                @Range(min = 100, max = 60_000)
                Duration pollInterval,
        @Doc("How long a callback is tried again until it is answered with success.") @Range(max = 2_592_000_000L)
                Duration callbackRetryFor,
        @Doc("Before the second try of a callback; each further one waits twice as long, up to an hour.")
                @Range(min = 10, max = 3_600_000)
                Duration callbackRetryAfter) {

    public static final JobConfig DEFAULTS = new JobConfig(
            2,
            1_000,
            200,
            20_000,
            4L << 30,
            20L << 30,
            85,
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Duration.ofSeconds(5));

    public JobConfig {
        if (keepFor.compareTo(callbackRetryFor) < 0) {
            throw new IllegalArgumentException(
                    "keep-for must not be shorter than callback-retry-for: what is told must still be there");
        }
    }

    /** Throws BadParameter for so many frames that a job may not have, or none. */
    void check(long frames) {
        if (frames == 0) {
            throw new PictureException(
                    new Failure.BadParameter("start_time_seconds", "the video ends before the first frame's time"));
        }
        if (frames > maxFrames) {
            throw new PictureException(new Failure.BadParameter(
                    "frames_per_second", "that makes " + frames + " frames, and a job may have " + maxFrames));
        }
    }
}
