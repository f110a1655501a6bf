package io.posterframe.dialect.tasks;

import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.FrameNames;
import io.posterframe.job.JobFrame;
import io.posterframe.job.PulledStream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Get Metadata says of all frames of a job that is completed, made page by page while it is read. Fails with an
 * ApiException when the job is deleted meanwhile.
 */
final class FrameListing extends PulledStream {
    private static final int PAGE = 500;
    private static final String END = "]},\"failed\":false,\"success\":true}";

    private final FrameJobs jobs;
    private final FrameJob job;
    private final FrameNames names;
    private int number;
    private boolean ended;

    FrameListing(FrameJobs jobs, FrameJob job) {
        this.jobs = jobs;
        this.job = job;
        this.names = FrameNames.of(job);
    }

    @Override
    protected Future<@Nullable Buffer> next() {
        if (ended) {
            return Future.succeededFuture();
        }
        return jobs.images().list(job.id(), number, PAGE).map(this::page);
    }

    private Buffer page(List<JobFrame> frames) {
        if (frames.isEmpty() && number < job.done()) {
            throw ApiException.notThere(job.id());
        }
        StringBuilder text = new StringBuilder();
        if (number == 0) {
            text.append("{\"code\":200,\"msg\":\"success\",\"data\":{\"total\":")
                    .append(job.done())
                    .append(",\"resource\":[");
        }
        for (JobFrame frame : frames) {
            text.append(number == 0 ? "" : ",")
                    .append(Resource.of(job, names, frame).encode());
            number++;
        }
        if (number >= job.done()) {
            ended = true;
            text.append(END);
        }
        return Buffer.buffer(text.toString());
    }
}
