package io.posterframe.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Set;

/**
 * Bundles of frames. Each method but {@link #place} blocks; for any thread. Names of jobs and bundles are 1 to 64 of
 * {@code 0-9 a-z _ -}; others, and other arguments than are said, are an {@link IllegalArgumentException}. An {@link IOException} names no secret.
 */
public interface Archive extends AutoCloseable {
    /** The most characters of {@link #place}. */
    int MAX_PLACE = 300;

    /**
     * Names the place: equal names reach the same bundles, also after a restart or from another server. At most {@link
     * #MAX_PLACE} characters.
     */
    String place();

    /**
     * Writes a whole bundle, which outlives a loss of power when this returns. Replaces one of the same name; who reads
     * meanwhile gets the old one or the new one.
     *
     * @param bytes one or more, from position to limit, which stay as they are
     */
    void write(String job, String bundle, ByteBuffer bytes) throws IOException;

    /**
     * A part of a bundle.
     *
     * @param offset 0 or more
     * @param length 1 or more
     * @return as many bytes as were asked for
     * @throws NoSuchFileException when it isn't there or ends before the part does
     */
    ByteBuffer read(String job, String bundle, long offset, int length) throws IOException;

    /** Removes all bundles of a job to which nobody writes; none is no failure. */
    default void delete(String job) throws IOException {
        keepOnly(job, Set.of());
    }

    /** Removes all bundles but these of a job to which nobody writes. Those that aren't there are no failure. */
    void keepOnly(String job, Set<String> bundles) throws IOException;

    /**
     * Hands over the jobs that have bundles here, each once, in no certain order, while they are looked for: memory does
     * not grow with their number. What is written or deleted meanwhile, also by the visitor, may be met or not.
     */
    void forEachJob(Visitor visitor) throws IOException;

    /** Nothing may be called afterwards. */
    @Override
    void close();

    /** Takes one job after the other. */
    @FunctionalInterface
    interface Visitor {
        /**
         * An exception ends the visit.
         *
         * @param newest when the job's newest bundle was written, by the clock of what holds it
         */
        void visit(String job, Instant newest) throws IOException;
    }
}
