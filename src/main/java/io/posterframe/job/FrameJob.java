package io.posterframe.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param id            a UUID that nobody can guess
 * @param collection    names its frames together, 18 digits
 * @param expected      how many frames it will have; empty until the video has been looked at
 * @param done          how many frames are there: those of the numbers below
 * @param bytes         that they take
 * @param run           how often it was begun
 * @param sourceVersion of the video that they are of; null until it is known
 * @param place         where they are kept, see {@code archive}; null until there are some
 * @param failure       why it failed; null unless it did
 * @param setbacks      tries that failed since it last came forward
 * @param finishedAt    null until it has ended
 * @param validUntil    from then on it is as good as unknown
 * @param callback      what became of telling its end
 */
public record FrameJob(
        String id,
        FrameOrder order,
        long collection,
        Status status,
        OptionalInt expected,
        int done,
        long bytes,
        int run,
        @Nullable String sourceVersion,
        @Nullable String place,
        @Nullable String failure,
        int setbacks,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt,
        Instant validUntil,
        Callback callback) {

    /** How far a job is. */
    public enum Status {
        PENDING,
        RUNNING,
        COMPLETED,
        FAILED;

        public boolean ended() {
            return this == COMPLETED || this == FAILED;
        }
    }

    /**
     * The telling of a job's end.
     *
     * @param attempts how often that was tried
     * @param answer   what the last one was answered, empty for nothing yet
     */
    public record Callback(State state, int attempts, String answer) {

        /** How far that is. */
        public enum State {
            /** Nobody wants to be told. */
            NONE,
            /** Not told yet. */
            DUE,
            DELIVERED,
            /** Tried for as long as is tried. */
            GIVEN_UP
        }
    }

    /** The name of a frame: the same whenever it is asked for. */
    public UUID frameId(int number) {
        return UUID.nameUUIDFromBytes((id + "/" + number).getBytes(StandardCharsets.US_ASCII));
    }
}
