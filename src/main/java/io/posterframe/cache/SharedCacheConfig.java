package io.posterframe.cache;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/** A bucket that several servers share as the last tier of their caches. */
public record SharedCacheConfig(
        @Doc("An S3-compatible bucket for pictures. Servers that share it have to share a database, too.")
                BucketConfig bucket,
        @Doc("A larger picture is not kept in the bucket.") @Range(max = 1L << 30) long maxPictureBytes,
        @Doc("How long a lookup may take; then the picture is made.") @Range(min = 10, max = 60_000)
                Duration lookupTimeout,
        @Doc("Lookups at a time, those included that wait for their turn. One more is a miss at once.")
                @Range(min = 1, max = 10_000)
                int maxLookups,
        @Doc("Pictures that may wait to be written to the bucket; the next ones are not written.")
                @Range(min = 1, max = 1_000_000)
                int maxPendingPictures,
        @Doc(
                        "Bytes of pictures that may wait to be written, and as many again that may be on their way from the bucket. Direct memory.")
                @Range(max = 1L << 40)
                long maxPendingBytes,
        @Doc("How long the bucket is left alone after three failures in a row.") @Range(min = 100, max = 3_600_000)
                Duration retry,
        @Doc("Pictures that were made longer ago are not used. No longer than purge.keep.")
                @Range(min = 60_000, max = 31_536_000_000L)
                Duration maxAge) {

    public static final SharedCacheConfig DEFAULTS = new SharedCacheConfig(
            new BucketConfig(
                    "", "", "us-east-1", "pictures/", "", "", false, Duration.ofSeconds(15), Duration.ofSeconds(5)),
            4L << 20,
            Duration.ofMillis(500),
            64,
            1_000,
            8L << 20,
            Duration.ofSeconds(10),
            Duration.ofDays(30));

    public SharedCacheConfig {
        if (maxPictureBytes > maxPendingBytes) {
            throw new IllegalArgumentException("max-picture-bytes must not be more than max-pending-bytes");
        }
    }

    /** Whether there is such a bucket. */
    public boolean isOn() {
        return bucket.isOn();
    }

    /** Direct memory that it may take at most. */
    public long directBytes() {
        return isOn() ? 2 * maxPendingBytes : 0;
    }
}
