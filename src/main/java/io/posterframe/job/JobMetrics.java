package io.posterframe.job;

/** What this package counts. Called on any thread; must not block or throw. */
public interface JobMetrics {

    JobMetrics NONE = new JobMetrics() {};

    /** How a job ended. */
    enum JobEnd {
        COMPLETED,
        FAILED,
        /** Deleted before its end. */
        DELETED
    }

    /** What became of one attempt to tell a job's end. */
    enum CallbackEnd {
        DELIVERED,
        /** To be tried again. */
        FAILED,
        GIVEN_UP
    }

    default void jobEnded(JobEnd end) {}

    /** A job has been begun, or begun again. */
    default void jobBegun() {}

    /** A frame is safe where frames are kept. */
    default void framesKept(int frames, long bytes) {}

    default void callbackTried(CallbackEnd end) {}
}
