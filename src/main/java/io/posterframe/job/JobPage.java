package io.posterframe.job;

import java.util.List;

/**
 * Some of the jobs that were asked for.
 *
 * @param total how many there are in all
 */
public record JobPage(List<FrameJob> jobs, long total) {
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
