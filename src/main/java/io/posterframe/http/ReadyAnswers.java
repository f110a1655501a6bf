package io.posterframe.http;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.PictureCache;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the exact request target, looked up before anything is parsed. An answer is here only while its picture is
 * in the memory tier, so it takes no picture memory of its own, and only a few spellings of each picture's URL are, so
 * that a client can't fill the heap with spellings. For any thread.
 *
 * <p>An answer comes in, and goes with its picture, inside an atomic step on its picture's entry in {@code targets}. So
 * there is no answer whose target is not listed there, which nobody would take out when its picture leaves.
 */
final class ReadyAnswers {
    /** An answer takes 1 to 2 KiB of heap. */
    private static final int MOST = 20_000;

    private static final int LONGEST_TARGET = 512;
    private static final int SPELLINGS = 4;
    private static final long SWEEP_MILLIS = 30_000;
    private static final String[] NONE = {};

    private final ConcurrentHashMap<String, ReadyAnswer> answers = new ConcurrentHashMap<>();

    /** Which targets lead to a picture, by its key; the arrays are never changed. */
    private final ConcurrentHashMap<String, String[]> targets = new ConcurrentHashMap<>();

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
        boolean full = answers.size() >= MOST && !answers.containsKey(target);
        if (target.length() > LONGEST_TARGET || full || !(picture.body() instanceof Bytes)) {
            return;
        }
        targets.compute(picture.key(), (key, known) -> {
            String[] more = with(known == null ? NONE : known, target);
            if (more == null) {
                return known;
            }
            answers.put(target, answer);
            return more;
        });
        if (cache.peek(picture.key()) != picture) {
            // it left the memory tier meanwhile, and forget() may have come too early
            forget(picture);
        }
    }

    /** The targets with this one among them; null when they are enough already. */
    private static String @Nullable [] with(String[] known, String target) {
        if (Arrays.asList(known).contains(target)) {
            return known;
        }
        if (known.length >= SPELLINGS) {
            return null;
        }
        String[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = target;
        return more;
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

    /** An earlier picture of the same key may leave after the answers of its successor came. */
    private void forget(CachedPicture picture) {
        targets.computeIfPresent(picture.key(), (key, known) -> {
            for (String target : known) {
                answers.computeIfPresent(target, (same, answer) -> answer.picture() == picture ? null : answer);
            }
            return stillLeading(key, known);
        });
    }

    /**
     * Drops answers that nobody has renewed: their pictures may have left by a way that nobody told us of. And targets
     * that lead to another picture now, as they do when an entry has moved.
     */
    void sweep(long beforeMillis) {
        for (String picture : targets.keySet()) {
            targets.computeIfPresent(picture, (key, known) -> {
                for (String target : known) {
                    answers.computeIfPresent(
                            target, (same, answer) -> answer.freshUntilMillis() < beforeMillis ? null : answer);
                }
                return stillLeading(key, known);
            });
        }
    }

    /** Those of the targets that lead to the picture of this key; null for none. */
    private String @Nullable [] stillLeading(String key, String[] known) {
        String[] leading = Arrays.stream(known)
                .filter(target -> {
                    ReadyAnswer answer = answers.get(target);
                    return answer != null && answer.picture().key().equals(key);
                })
                .toArray(String[]::new);
        return leading.length == 0 ? null : leading;
    }

    /** How many targets are listed by a picture. */
    int listed() {
        return targets.values().stream().mapToInt(known -> known.length).sum();
    }
}
