package io.posterframe.http;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/** Where the server listens and how much it takes from a client. */
public record ServerConfig(
        @Doc("The address to listen on; 0.0.0.0 for all.") String host,
        @Doc("The port to listen on; 0 for any free one.") @Range(max = 65_535) int port,
        @Doc("Event loops; 0 for one a core.") @Range(max = 256) int eventLoops,
        @Doc("The longest request line.") @Range(min = 256, max = 65_536) long maxRequestLineBytes,
        @Doc("All header fields of a request together.") @Range(min = 1024, max = 1 << 20) long maxHeaderBytes,
        @Doc("The body of a form POST.") @Range(max = 1 << 20) long maxFormBytes,
        @Doc(
                        "Bytes of large pictures that slow clients may have waiting in memory, all together; more are refused with 503.")
                @Range(min = 1 << 20, max = 1L << 40)
                long maxPendingBytes,
        @Doc("A connection on which nothing moves for so long is closed.") @Range(min = 1000, max = 3_600_000)
                Duration idleTimeout,
        @Doc(
                        "From the first byte of a request to the end of its header fields; also the time in which at least 4 KiB of a "
                                + "body must come. A slower connection is closed.")
                @Range(min = 1000, max = 3_600_000)
                Duration headerTimeout,
        @Doc(
                        "Connections at once, on all ports. For one more, the one on which nothing was asked for longest is closed. Fewer "
                                + "where the heap or the limit of open files is small.")
                @Range(min = 16, max = 1_000_000)
                int maxConnections,
        @Doc(
                        "After SIGTERM, readiness is off for so long before the server stops accepting; at least as long as a load "
                                + "balancer takes to notice.")
                @Range(max = 600_000)
                Duration drainDelay,
        @Doc("After the drain delay, requests in flight have so long to end.") @Range(max = 600_000)
                Duration drainTimeout,
        @Doc("One structured line a request on standard output.") boolean accessLog) {

    public static final ServerConfig DEFAULTS = new ServerConfig(
            "127.0.0.1",
            8080,
            0,
            8192,
            16 << 10,
            16 << 10,
            48L << 20,
            Duration.ofSeconds(75),
            Duration.ofSeconds(20),
            10_000,
            Duration.ZERO,
            Duration.ofSeconds(20),
            false);

    /** How many event loops that makes on this machine. */
    public int eventLoopCount() {
        return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
    }
}
