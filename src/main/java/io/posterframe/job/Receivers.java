package io.posterframe.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many callbacks each host is sent at once, so that one that hangs holds up no others. Thread-safe. */
final class Receivers {
    private static final int AT_ONCE = 3;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** So many that wait make the pause longer by its shortest: the more there are, the less often each asks. */
    private static final int STEP = 10;

    private final Map<String, Host> hosts = new HashMap<>();

    private static final class Host {
        private int underWay;
        private int turnedAway;
    }

    /** @return null, and {@link #leave} is to be called; or after how long to ask again */
    synchronized @Nullable Duration enter(String name) {
        Host host = hosts.computeIfAbsent(name, fresh -> new Host());
        if (host.underWay < AT_ONCE) {
            host.underWay++;
            return null;
        }
        host.turnedAway++;
        Duration pause = SHORTEST_PAUSE.multipliedBy(1 + host.turnedAway / STEP);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    synchronized void leave(String name) {
        hosts.computeIfPresent(name, (same, host) -> --host.underWay == 0 ? null : host);
    }
}
