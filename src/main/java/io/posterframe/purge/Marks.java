package io.posterframe.purge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each name was last marked, as a number that grows: what is older than its mark is purged. So a purge costs one
 * entry in a map, however much is cached, and a lookup one question for each of the few names that a picture has. Thread-safe;
 * never blocks for long.
 *
 * <p>Marks are bounded. Beyond, the older half goes, and the newest of these counts for everything from then on: more is
 * purged than was asked for, never less.
 */
public final class Marks {
    private final int most;
    private final Map<String, Long> latest = new ConcurrentHashMap<>();
    private volatile boolean prefixes;
    private volatile long ofEverything = Long.MIN_VALUE;

    /** @param most how many names may be marked */
    public Marks(int most) {
        this.most = most;
    }

    /** Marks a name; an earlier number than it has changes nothing. */
    public synchronized void mark(String name, long at) {
        if (name.equals(Purge.ALL)) {
            everything(at);
            return;
        }
        if (at <= ofEverything) {
            return;
        }
        latest.merge(name, at, Math::max);
        prefixes |= isPrefix(name);
        if (latest.size() > most) {
            long[] all =
                    latest.values().stream().mapToLong(Long::longValue).sorted().toArray();
            everything(all[all.length / 2]);
        }
    }

    /** Marks everything; marks that are older say no more than that. */
    private void everything(long at) {
        ofEverything = Math.max(ofEverything, at);
        latest.values().removeIf(each -> each <= ofEverything);
        prefixes = latest.keySet().stream().anyMatch(Marks::isPrefix);
    }

    private static boolean isPrefix(String name) {
        return name.startsWith("/");
    }

    /** Puts the marks that are older than this together into one of everything. */
    public synchronized void mergeBefore(long at) {
        latest.values().stream()
                .mapToLong(Long::longValue)
                .filter(each -> each < at)
                .max()
                .ifPresent(this::everything);
    }

    /** The latest mark that is on a picture; {@link Long#MIN_VALUE} for none. Event loops ask this. */
    public long latest(Names names, @Nullable String key) {
        long named = latest.isEmpty() ? Long.MIN_VALUE : ofNames(names, key);
        // behind the others: what is merged into this is in here before it goes there
        return Math.max(named, ofEverything);
    }

    private long ofNames(Names names, @Nullable String key) {
        long found = key == null ? Long.MIN_VALUE : at(key);
        List<String> tags = names.tags();
        for (int i = 0; i < tags.size(); i++) {
            found = Math.max(found, at(tags.get(i)));
        }
        return prefixes ? Math.max(found, ofPrefixes(names.path())) : found;
    }

    private long ofPrefixes(String path) {
        long found = Long.MIN_VALUE;
        int slash = path.isEmpty() ? -1 : path.indexOf('/', 1);
        for (int segment = 1; segment <= Purge.MOST_SEGMENTS && slash > 0; segment++) {
            found = Math.max(found, at(path.substring(0, slash)));
            slash = path.indexOf('/', slash + 1);
        }
        return Math.max(found, at(path));
    }

    private long at(String name) {
        Long at = latest.get(name);
        return at == null ? Long.MIN_VALUE : at;
    }

    /** How many names are marked. */
    public int size() {
        return latest.size();
    }
}
