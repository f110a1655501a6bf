package io.posterframe.render;

import io.posterframe.picture.Engine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which engine served a version of a source, so that no worker has to find out again. Remembers those of the latest ten
 * thousand; for any thread.
 */
final class KnownEngines {
    private static final int MOST = 10_000;

    private final Map<String, Engine> engines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Engine> eldest) {
            return size() > MOST;
        }
    };

    synchronized void served(String sourceKey, Engine engine) {
        engines.put(sourceKey, engine);
    }

    /** Null for not known. */
    synchronized @Nullable Engine of(String sourceKey) {
        return engines.get(sourceKey);
    }
}
