package io.posterframe.connection;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all connections of an event loop once a second, on the event loop. */
final class Patrol {
    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);

    /**
     * How many requests may wait behind others on all connections of the event loop. A request that was read takes about 1 KiB
     * of the heap, so that without this bound some hundred clients who ask and don't read could fill it.
     */
    static final int MAX_WAITING = 4096;

    private final Connections connections;
    private final EventLoop loop;
    private final Set<ConnectionWatch> watches = new LinkedHashSet<>();
    private final int forHead;
    private final int forSilence;
    private int round;
    private int waiting;

    Patrol(Connections connections, EventLoop loop) {
        this.connections = connections;
        this.loop = loop;
        forHead = rounds(connections.bounds().forHead());
        forSilence = rounds(connections.bounds().forSilence());
        long round = connections.round().toMillis();
        loop.scheduleAtFixedRate(this::look, round, round, TimeUnit.MILLISECONDS);
    }

    private int rounds(Duration time) {
        return (int) Math.max(1, time.dividedBy(connections.round()));
    }

    /**
     * Whether one more may come in. When there are too many, the one of this event loop goes for it on which nothing has been
     * asked for longest; so whoever fills the server with connections to keep them loses his own, and not a client who uses his.
     */
    boolean hasRoom() {
        if (!connections.areTooMany()) {
            return true;
        }
        ConnectionWatch longest = null;
        for (ConnectionWatch watch : watches) {
            if (watch.mayGo() && (longest == null || watch.since() < longest.since())) {
                longest = watch;
            }
        }
        if (longest == null) {
            connections.count(Connections.Reason.REFUSED);
            return false;
        }
        longest.end(Connections.Reason.CROWDED);
        return true;
    }

    ConnectionWatch admit(Channel channel) {
        ConnectionWatch watch = new ConnectionWatch(channel, this);
        watches.add(watch);
        channel.closeFuture().addListener(closed -> {
            watches.remove(watch);
            watch.left();
        });
        return watch;
    }

    int round() {
        return round;
    }

    void count(Connections.Reason reason) {
        connections.count(reason);
    }

    /** @return whether one more request may wait on a connection, on which so many wait then */
    boolean mayWait(int onConnection) {
        waiting++;
        return onConnection <= ConnectionWatch.MAX_WAITING && waiting <= MAX_WAITING;
    }

    void waitsNoMore(int requests) {
        waiting -= requests;
    }

    /** From any thread. */
    void sayGoodbye() {
        loop.execute(() -> watches.forEach(ConnectionWatch::sayGoodbye));
    }

    private void look() {
        round++;
        // a copy, as those that are ended leave the set
        for (ConnectionWatch watch : List.copyOf(watches)) {
            try {
                watch.look(round, forHead, forSilence);
            } catch (RuntimeException e) {
                // the others are to be looked at, also in the next round
                LOG.error("a connection could not be looked at", e);
            }
        }
    }
}
