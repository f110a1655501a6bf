package io.posterframe.dialect.tasks;

import io.posterframe.job.FrameOrder;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.util.List;

/** The extract-frames API of Memories.ai. */
public record TasksConfig(
        @Doc("Whether the API is there. Off: each request is answered with 404.") boolean enabled,
        @Doc("Who may use it. Several keys of one partner are one account, and say the same of its callback.")
                List<TaskAccount> accounts,
        @Doc("Frames of each second of a video, more than 0 and at most 60: 0.2 is one each five seconds.")
                double framesPerSecond,
        @Doc("No frame is wider, and none wider than its video; 0 for the video's own width.") @Range(max = 10_000)
                int maxWidth,
        @Doc("Requests a second of one account for each of its five calls: Extract Frames, Get Metadata, Download, "
                        + "Delete and Upload; 0 for no limit.")
                @Range(max = 1_000_000)
                int requestsPerSecond) {

    public static final TasksConfig DEFAULTS = new TasksConfig(true, List.of(), 1, 0, 1);

    public TasksConfig {
        accounts = List.copyOf(accounts);
        if (!(framesPerSecond > 0 && framesPerSecond <= FrameOrder.MOST_FRAMES_PER_SECOND)) {
            throw new IllegalArgumentException("frames-per-second must be more than 0 and at most 60");
        }
        if (accounts.stream().map(TaskAccount::key).distinct().count() < accounts.size()) {
            throw new IllegalArgumentException("accounts must have different keys");
        }
        for (TaskAccount one : accounts) {
            for (TaskAccount other : accounts) {
                if (one.partner().equals(other.partner()) && !one.isToldAs(other)) {
                    throw new IllegalArgumentException(
                            "accounts of one partner must have the same callback-url and callback-secret");
                }
            }
        }
    }

    /** Whether there is anybody who may use it. */
    public boolean isUsable() {
        return enabled && !accounts.isEmpty();
    }
}
