package io.posterframe.connection;

import io.netty.channel.EventLoop;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Stands in front of all sockets on which a Vert.x listens that was built with {@link #transport}. For any thread.
 *
 * <p>Once a second each event loop looks at its connections, rather than each request starting a timer, so that a request
 * costs some additions.
 */
public final class Connections {
    /** Why a connection was ended; a closed set of label values. */
    public enum Reason {
        /** There were too many, and none that could go for it; it was never served. */
        REFUSED,
        /** The head of a request, or its body, came too slowly. */
        SLOW,
        /** Too many requests waited on it behind one another. */
        PIPELINED,
        /** Nothing was asked on it for a while. Of connections that fall silent, only those of HTTP/2 are counted here. */
        IDLE,
        /** There were too many, and nothing had been asked on it for longest. */
        CROWDED
    }

    private final Bounds bounds;
    private final Duration round;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLongArray ended = new AtomicLongArray(Reason.values().length);
    private final Map<EventLoop, Patrol> patrols = new ConcurrentHashMap<>();

    /**
     * @param most       connections at once
     * @param forHead    from the first byte of a request to the end of its head
     * @param forSilence how long a connection is kept on which nothing is asked
     */
    public record Bounds(int most, Duration forHead, Duration forSilence) {}

    public Connections(Bounds bounds) {
        this(bounds, Duration.ofSeconds(1));
    }

    /** @param round how often each event loop looks at its connections: how exactly times are kept */
    Connections(Bounds bounds, Duration round) {
        this.bounds = bounds;
        this.round = round;
    }

    /** The best transport of this machine with these bounds in it. */
    public Transport transport() {
        Transport best = Transport.nativeTransport();
        return new BoundedTransport(best != null && best.available() ? best : Transport.NIO, this);
    }

    /** Connections that are open. */
    public int open() {
        return open.get();
    }

    /** How many connections were ended for this reason. */
    public long ended(Reason reason) {
        return ended.get(reason.ordinal());
    }

    /**
     * Asks clients who speak HTTP/2 to open no more streams on their connections, and goes on to answer those that they open
     * nevertheless (RFC 9113, 6.8).
     */
    public void sayGoodbye() {
        patrols.values().forEach(Patrol::sayGoodbye);
    }

    Bounds bounds() {
        return bounds;
    }

    Duration round() {
        return round;
    }

    void entered() {
        open.incrementAndGet();
    }

    void left() {
        open.decrementAndGet();
    }

    /** Whether one has to go. */
    boolean areTooMany() {
        return open.get() > bounds.most();
    }

    void count(Reason reason) {
        ended.incrementAndGet(reason.ordinal());
    }

    Patrol patrol(EventLoop loop) {
        return patrols.computeIfAbsent(loop, first -> new Patrol(this, first));
    }
}
