package io.posterframe.cache;

import io.posterframe.picture.Range;
import java.time.Duration;

/**
 * How much is kept, and for how long.
 *
 * @param memoryMaxBytes bytes that the memory tier may hold, outside the Java heap; 0 switches the tier off. The
 *     process needs -XX:MaxDirectMemorySize of this plus {@code writeQueueMaxBytes} plus what its network and origin
 *     buffers take. Default 128 MiB
 * @param maxPictureBytes a larger picture is not kept in memory. Default 64 MiB
 * @param diskMaxBytes bytes that the disk tier may hold, counted in blocks of 4 KiB; 0 switches the tier off. Default
 *     10 GiB
 * @param diskMaxFiles files that the disk tier may hold; the index takes 24 to 48 bytes of heap for each. Default
 *     1,000,000
 * @param diskInlineMaxBytes a picture on disk up to this size is read into memory and kept there; a larger one is sent
 *     from its file. Default 256 KiB
 * @param writeQueueMaxPictures pictures that may wait to be written to disk; the next ones are not written. Default
 *     1,024
 * @param writeQueueMaxBytes bytes of pictures that may wait to be written to disk. Default 32 MiB
 * @param diskRetry how long the disk is left alone after an error. Default 5 s
 * @param passingFailureTtl how long a failure that may pass by itself is remembered (timeouts, 5xx). Default 5 s
 * @param lastingFailureTtl how long any other failure is remembered (no such entry, not a video). Default 60 s
 * @param maxFailures failures that are remembered at a time. Default 10,000
 */
public record CacheConfig(
        @Range(max = 1L << 40) long memoryMaxBytes,
        @Range(max = 1L << 30) long maxPictureBytes,
        @Range(max = 1L << 50) long diskMaxBytes,
        @Range(min = 1, max = 50_000_000) int diskMaxFiles,
        @Range(max = 1L << 30) long diskInlineMaxBytes,
        @Range(min = 1, max = 1_000_000) int writeQueueMaxPictures,
        @Range(max = 1L << 40) long writeQueueMaxBytes,
        @Range(min = 100, max = 3_600_000) Duration diskRetry,
        @Range(max = 60_000) Duration passingFailureTtl,
        @Range(max = 86_400_000) Duration lastingFailureTtl,
        @Range(max = 10_000_000) int maxFailures) {

    public static final CacheConfig DEFAULTS = new CacheConfig(
            128L << 20,
            64L << 20,
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
