package io.posterframe.job;

/** Whose clients ask for jobs. */
public enum JobApi {
    /** Cloudglue's frame extractions. */
    FRAMES,
    /** Memories.ai's extract-frames. */
    TASKS
}
