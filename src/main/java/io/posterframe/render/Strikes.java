package io.posterframe.render;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sources killed workers. Two kills within the time, and the source is refused until that time has passed since the
 * last one: another try would only cost another worker. Remembers the latest thousand; for any thread.
 */
final class Strikes {
    private static final int MOST = 1_000;
    private static final int ENOUGH = 2;

    private final long keepNanos;
    private final Map<String, Strike> strikes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Strike> eldest) {
            return size() > MOST;
        }
    };

    Strikes(Duration keep) {
        this.keepNanos = keep.toNanos();
    }

    private record Strike(int count, long at) {}

    synchronized void add(String sourceKey) {
        long now = System.nanoTime();
        Strike known = strikes.remove(sourceKey);
        int before = known != null && now - known.at < keepNanos ? known.count : 0;
        strikes.put(sourceKey, new Strike(before + 1, now));
    }

    synchronized boolean refused(String sourceKey) {
        Strike known = strikes.get(sourceKey);
        if (known == null) {
            return false;
        }
        if (System.nanoTime() - known.at >= keepNanos) {
            strikes.remove(sourceKey);
            return false;
        }
        return known.count >= ENOUGH;
    }
}
