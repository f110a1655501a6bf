package io.posterframe.cache;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/**
 * How much is kept, and for how long.
 */
public record CacheConfig(
        @Doc(
                        "Bytes that the memory tier may hold, outside the Java heap; each picture counts for 2 KiB more, which it takes inside. 0 switches the tier off. The process needs -XX:MaxDirectMemorySize of this plus writeQueueMaxBytes plus what its network and origin buffers take.")
                @Range(max = 1L << 40)
                long memoryMaxBytes,
        @Doc("A larger picture is not kept in memory.") @Range(max = 1L << 30) long maxPictureBytes,
        @Doc("Bytes that the disk tier may hold, counted in blocks of 4 KiB; 0 switches the tier off.")
                @Range(max = 1L << 50)
                long diskMaxBytes,
        @Doc("Files that the disk tier may hold; the index takes 36 to 72 bytes of heap for each.")
                @Range(min = 1, max = 50_000_000)
                int diskMaxFiles,
        @Doc(
                        "A picture on disk up to this size is read into memory and kept there; a larger one is sent from its file.")
                @Range(max = 1L << 30)
                long diskInlineMaxBytes,
        @Doc("Pictures that may wait to be written to disk; the next ones are not written.")
                @Range(min = 1, max = 1_000_000)
                int writeQueueMaxPictures,
        @Doc("Bytes of pictures that may wait to be written to disk.") @Range(max = 1L << 40) long writeQueueMaxBytes,
        @Doc("How long the disk is left alone after an error.") @Range(min = 100, max = 3_600_000) Duration diskRetry,
        @Doc("How long a failure that may pass by itself is remembered (timeouts, 5xx).") @Range(max = 60_000)
                Duration passingFailureTtl,
        @Doc("How long any other failure is remembered (no such entry, not a video).") @Range(max = 86_400_000)
                Duration lastingFailureTtl,
        @Doc("Failures that are remembered at a time.") @Range(max = 10_000_000) int maxFailures) {

    public static final CacheConfig DEFAULTS = new CacheConfig(
            128L << 20,
            24L << 20,
            10L << 30,
            1_000_000,
            256L << 10,
            1_024,
            32L << 20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            10_000);
}
