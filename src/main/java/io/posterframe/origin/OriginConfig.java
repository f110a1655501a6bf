package io.posterframe.origin;

import io.posterframe.address.AddressRange;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;
import java.util.List;

/**
 * Where media may come from and how it is read.
 */
public record OriginConfig(
        @Doc(
                        "The hosts that may be asked over HTTP: media.example.com, *.example.com (any name below it), each with an optional :port instead of 80 and 443; empty = the hosts that templates and the URLs of entries name, and no other by redirects.")
                List<String> allowedHosts,
        @Doc(
                        "Address ranges (10.1.0.0/16) that may be connected to although they are loopback, link-local, private or otherwise not public.")
                List<String> allowedAddresses,
        @Doc("How long resolving a host's name and connecting to it may each take.") @Range(min = 1, max = 60_000)
                Duration connectTimeout,
        @Doc("How long one read may take with its retries; silence of half of that ends one try.")
                @Range(min = 2, max = 600_000)
                Duration readTimeout,
        @Doc(
                        "How long it may take to find out what a location holds, with retries and redirects, or to copy the media of an origin without ranges.")
                @Range(min = 2, max = 600_000)
                Duration openTimeout,
        @Doc("Redirects that are followed one after the other; each is checked like a first address.") @Range(max = 20)
                int maxRedirects,
        @Doc("Further tries of a read after a broken connection, silence or 502, 503, 504.") @Range(max = 10)
                int retries,
        @Doc("Connections kept open to one host.") @Range(min = 1, max = 1024) int poolSize,
        @Doc("Memory for blocks of remote media.") @Range long blockCacheBytes,
        @Doc("The unit of reads from remote media.") @Range(min = 1024, max = 1024 * 1024) long blockBytes,
        @Doc("The most that is read beyond what is needed at once.") @Range(max = 64 * 1024 * 1024)
                long maxReadAheadBytes,
        @Doc("Media of an origin that can't answer ranges is copied to disk up to this size and refused above.") @Range
                long maxWithoutRangesBytes,
        @Doc("Disk space for such copies together.") @Range long spoolBytes,
        @Doc("How many locations are remembered with their versions.") @Range(min = 1, max = 10_000_000) int maxSources,
        @Doc("How long a version counts as current before its origin is asked again.") @Range Duration recheckAfter,
        @Doc("For how long after that the known version is still answered while a re-check runs.") @Range
                Duration staleWhileRevalidate,
        @Doc("For how long after the last successful check the known version is still answered when the origin fails.")
                @Range
                Duration staleIfError,
        @Doc("How requests to origins name themselves.") String userAgent,
        @Doc("Whether origins are told the id of the request that needs them, in X-Request-Id.")
                boolean sendRequestId) {

    public static final OriginConfig DEFAULTS = new OriginConfig(
            List.of(),
            List.of(),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            5,
            2,
            16,
            64L << 20,
            4L << 10,
            1L << 20,
            32L << 20,
            1L << 30,
            10_000,
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            "Posterframe",
            false);

    /** Fails with an IllegalArgumentException that names the value when a host or an address range can't be read. */
    public OriginConfig {
        allowedHosts = List.copyOf(allowedHosts);
        allowedAddresses = List.copyOf(allowedAddresses);
        allowedHosts.forEach(HostRule::parse);
        allowedAddresses.forEach(AddressRange::parse);
    }
}
