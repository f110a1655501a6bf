package io.posterframe.access;

/** What has a rate limit of its own. */
public enum Api {
    /** Kaltura thumbnail URLs. */
    KALTURA,
    /** The 23 Video frame API. */
    PHOTO,
    /** The VideoSDK capture API. */
    CAPTURE,
    /** The Cloudglue frame extractions. */
    FRAMES,
    /** The Memories.ai extract-frames API. */
    TASKS,
    UPLOAD,
    ADMIN
}
