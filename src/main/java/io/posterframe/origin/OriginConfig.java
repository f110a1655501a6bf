package io.posterframe.origin;

import io.posterframe.picture.Range;
import java.time.Duration;
import java.util.List;

/**
 * Where media may come from and how it is read.
 *
 * @param allowedHosts          the hosts that may be asked over HTTP: {@code media.example.com}, {@code *.example.com}
 *                              (any name below it), each with an optional {@code :port} instead of 80 and 443; empty =
 *                              the hosts that the catalog's URL templates name
 * @param allowedAddresses      address ranges ({@code 10.1.0.0/16}) that may be connected to although they are
 *                              loopback, link-local, private or otherwise not public; default none
 * @param connectTimeout        for the host's name and for a connection, default 3 s
 * @param readTimeout           for one read with its retries, default 20 s; silence of half of that ends one try
 * @param openTimeout           for finding out what a location holds, with retries and redirects, and for copying media
 *                              of an origin without ranges, default 30 s
 * @param maxRedirects          followed one after the other, default 5
 * @param retries               further tries of a read after a broken connection, silence or 502, 503, 504; default 2
 * @param poolSize              connections kept open to one host, default 16
 * @param blockCacheBytes       memory for blocks of remote media, default 64 MiB
 * @param blockBytes            the unit of reads from remote media, default 16 KiB
 * @param maxReadAheadBytes     the most that is read beyond what is needed at once, default 1 MiB
 * @param maxWithoutRangesBytes media of an origin that can't answer ranges is copied to disk up to this size and refused
 *                              above, default 32 MiB
 * @param spoolBytes            disk space for such copies together, default 1 GiB
 * @param maxSources            how many locations are remembered with their versions, default 10,000
 * @param recheckAfter          how long a version counts as current before its origin is asked again, default 60 s
 * @param staleWhileRevalidate  for how long after that the known version is still answered while a re-check runs,
 *                              default 5 min
 * @param staleIfError          for how long after the last successful check the known version is still answered when
 *                              the origin fails, default 1 day
 * @param userAgent             how requests to origins name themselves
 */
public record OriginConfig(
        List<String> allowedHosts,
        List<String> allowedAddresses,
        @Range(min = 1, max = 60_000) Duration connectTimeout,
        @Range(min = 2, max = 600_000) Duration readTimeout,
        @Range(min = 2, max = 600_000) Duration openTimeout,
        @Range(max = 20) int maxRedirects,
        @Range(max = 10) int retries,
        @Range(min = 1, max = 1024) int poolSize,
        @Range long blockCacheBytes,
        @Range(min = 1024, max = 1024 * 1024) long blockBytes,
        @Range(max = 64 * 1024 * 1024) long maxReadAheadBytes,
        @Range long maxWithoutRangesBytes,
        @Range long spoolBytes,
        @Range(min = 1, max = 10_000_000) int maxSources,
        @Range Duration recheckAfter,
        @Range Duration staleWhileRevalidate,
        @Range Duration staleIfError,
        String userAgent) {

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
            16L << 10,
            1L << 20,
            32L << 20,
            1L << 30,
            10_000,
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            "Posterframe");

    /** Fails with an IllegalArgumentException that names the value when a host or an address range can't be read. */
    public OriginConfig {
        allowedHosts = List.copyOf(allowedHosts);
        allowedAddresses = List.copyOf(allowedAddresses);
        allowedHosts.forEach(HostRule::parse);
        allowedAddresses.forEach(AddressRange::parse);
    }
}
