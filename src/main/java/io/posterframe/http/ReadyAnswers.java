package io.posterframe.http;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.PictureCache;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the exact request target, looked up before anything is parsed. An answer is here only while its picture is
 * in the memory tier, so it takes no picture memory of its own, and only a few spellings of each picture's URL are, so
 * that a client can't fill the heap with spellings. For any thread.
 */
final class ReadyAnswers {
    private static final int MOST = 100_000;
    private static final int LONGEST_TARGET = 512;
    private static final int SPELLINGS = 4;
    private static final long SWEEP_MILLIS = 30_000;

    private final ConcurrentHashMap<String, ReadyAnswer> answers = new ConcurrentHashMap<>();

    /** Which targets lead to a picture, by its key. */
    private final ConcurrentHashMap<String, Set<String>> targets = new ConcurrentHashMap<>();

    private final PictureCache cache;

    ReadyAnswers(Vertx vertx, PictureCache cache) {
        this.cache = cache;
        cache.onRemoval(this::forget);
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep(System.currentTimeMillis() - SWEEP_MILLIS));
    }

    @Nullable
    ReadyAnswer get(String target) {
        return answers.get(target);
    }

    int size() {
        return answers.size();
    }

    void put(String target, ReadyAnswer answer) {
        CachedPicture picture = answer.picture();
        if (target.length() > LONGEST_TARGET || answers.size() >= MOST || !(picture.body() instanceof Bytes)) {
            return;
        }
        Set<String> known = targets.computeIfAbsent(picture.key(), key -> ConcurrentHashMap.newKeySet());
        if (known.size() >= SPELLINGS && !known.contains(target)) {
            return;
        }
        known.add(target);
        answers.put(target, answer);
        if (cache.peek(picture.key()) != picture) {
            // it left the memory tier meanwhile, and forget() may have come too early
            forget(picture);
        }
    }

    /** Puts an answer in whose picture is not in the cache, until {@link #takeBack}. */
    void lend(String target, ReadyAnswer answer) {
        answers.put(target, answer);
    }

    void takeBack(String target) {
        answers.remove(target);
    }

    /** Counts as a use of the picture where evictions are decided. */
    void touch(ReadyAnswer answer) {
        cache.touch(answer.picture().key());
    }

    private void forget(CachedPicture picture) {
        Set<String> known = targets.remove(picture.key());
        if (known != null) {
            known.forEach(answers::remove);
        }
    }

    /** Drops answers that nobody has renewed: their pictures may have left by a way that nobody told us of. */
    private void sweep(long beforeMillis) {
        answers.values().removeIf(answer -> answer.freshUntilMillis() < beforeMillis);
        targets.values().removeIf(known -> {
            known.removeIf(target -> !answers.containsKey(target));
            return known.isEmpty();
        });
    }
}
