package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobFrame;
import java.util.List;
import java.util.Locale;

/** A job in the API's words. */
final class ExtractionJson {
    private ExtractionJson() {}

    /** Without its frames. */
    static ObjectNode of(FrameJob job) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("frame_extraction_id", job.id())
                .put("status", status(job.status()))
                .put("created_at", job.createdAt().getEpochSecond())
                .put("file_id", job.order().entryId());
        json.set("frame_extraction_config", config(job.order()));
        if (job.status() == FrameJob.Status.COMPLETED) {
            json.put("frame_count", job.done());
        }
        return json;
    }

    private static String status(FrameJob.Status status) {
        return status == FrameJob.Status.RUNNING ? "processing" : status.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode config(FrameOrder order) {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("strategy", "uniform");
        config.putObject("uniform_config")
                .put("frames_per_second", Decimals.of(order.framesPerSecond()))
                .put("max_width", order.maxWidth());
        config.putObject("thumbnails_config").put("enable_frame_thumbnails", order.thumbnails());
        order.startMicros().ifPresent(start -> config.put("start_time_seconds", Decimals.seconds(start)));
        order.endMicros().ifPresent(end -> config.put("end_time_seconds", Decimals.seconds(end)));
        return config;
    }

    /**
     * With some of its frames.
     *
     * @param site scheme and authority in front of the paths of images
     */
    static ObjectNode of(FrameJob job, List<JobFrame> frames, Page page, String site) {
        ObjectNode json = of(job);
        List<ObjectNode> items =
                frames.stream().map(frame -> frame(job, frame.number(), site)).toList();
        json.set("data", page.list("frames", items, job.done()));
        return json;
    }

    private static ObjectNode frame(FrameJob job, int number, String site) {
        ObjectNode frame = JsonNodeFactory.instance
                .objectNode()
                .put("id", job.frameId(number).toString())
                .put("timestamp", Decimals.seconds(job.order().micros(number)));
        return job.order().thumbnails() ? frame.put("thumbnail_url", site + FramePictures.path(job, number)) : frame;
    }
}
