package io.posterframe.http;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.PictureCache;
import io.posterframe.dialect.Variant;
import io.posterframe.purge.Marks;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purge;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the exact request target, looked up before anything is parsed. An answer is here only while its picture is
 * in the memory tier, so it takes no picture memory of its own, and only a few spellings of each picture's URL are, so
 * that a client can't fill the heap with spellings. A target whose format is negotiated has an answer for each variant, as
 * each is a picture of its own. For any thread.
 *
 * <p>An answer comes in, and goes with its picture, inside an atomic step on its picture's entry in {@code targets}. So
 * there is no answer whose target is not listed there, which nobody would take out when its picture leaves.
 *
 * <p>What is forgotten by name is only marked so, and each answer looks once at the marks when it is next asked for: that
 * costs the same however many answers there are.
 */
final class ReadyAnswers {
    /** An answer takes 1 to 2 KiB of heap. */
    private static final int MOST = 20_000;

    private static final int LONGEST_TARGET = 512;
    private static final int SPELLINGS = 4;
    private static final long SWEEP_MILLIS = 30_000;
    private static final String[] NONE = {};
    private static final int MARKS = 10_000;

    private final ConcurrentHashMap<String, TargetAnswers> answers = new ConcurrentHashMap<>();

    /** How many answers there are; changes with {@code answers} inside of their atomic steps. */
    private final AtomicInteger held = new AtomicInteger();

    /** Which targets lead to a picture, by its key; the arrays are never changed. */
    private final ConcurrentHashMap<String, String[]> targets = new ConcurrentHashMap<>();

    /** How often something was forgotten, and when each name last was by that count. */
    private final AtomicLong age = new AtomicLong();

    private final Marks forgotten = new Marks(MARKS);
    private final PictureCache cache;

    ReadyAnswers(Vertx vertx, PictureCache cache) {
        this.cache = cache;
        cache.onRemoval(this::forget);
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep(System.currentTimeMillis() - SWEEP_MILLIS));
    }

    /** The answer for a request; its headers are looked at only where the target has variants. */
    @Nullable
    ReadyAnswer get(String target, MultiMap headers) {
        TargetAnswers known = answers.get(target);
        ReadyAnswer answer = known == null ? null : known.get(headers);
        long now = age.get();
        if (answer == null || answer.seenAt() == now) {
            return answer;
        }
        if (isForgotten(target, answer)) {
            drop(target, gone -> gone == answer);
            return null;
        }
        answer.seeAt(now);
        return answer;
    }

    private boolean isForgotten(String target, ReadyAnswer answer) {
        int query = target.indexOf('?');
        Names names = new Names(answer.tags(), query < 0 ? target : target.substring(0, query), "");
        return !answer.isRehearsal() && forgotten.latest(names, answer.picture().key()) > answer.seenAt();
    }

    int size() {
        return held.get();
    }

    /** A number that is another one after each {@link #forget}. */
    long age() {
        return age.get();
    }

    /** @param begun the age when the request came: what was forgotten meanwhile may be what this answer rests on */
    void put(String target, ReadyAnswer answer, long begun) {
        answer.seeAt(begun);
        if (begun == age.get() || !isForgotten(target, answer)) {
            put(target, answer);
        }
    }

    private void put(String target, ReadyAnswer answer) {
        CachedPicture picture = answer.picture();
        boolean full = size() >= MOST && !isKnown(target, answer.variant());
        if (target.length() > LONGEST_TARGET || full || !(picture.body() instanceof Bytes)) {
            return;
        }
        targets.compute(picture.key(), (key, known) -> {
            String[] more = with(known == null ? NONE : known, target);
            if (more == null) {
                return known;
            }
            change(target, others -> TargetAnswers.with(others, answer));
            return more;
        });
        if (cache.peek(picture.key()) != picture) {
            // it left the memory tier meanwhile, and forget() may have come too early
            forget(picture);
        }
    }

    private boolean isKnown(String target, @Nullable Variant variant) {
        TargetAnswers known = answers.get(target);
        return known != null && known.any(answer -> answer.variant() == variant);
    }

    /** One atomic step on the answers of a target; null stands for none. */
    private void change(String target, UnaryOperator<@Nullable TargetAnswers> step) {
        answers.compute(target, (same, before) -> {
            TargetAnswers after = step.apply(before);
            held.addAndGet((after == null ? 0 : after.size()) - (before == null ? 0 : before.size()));
            return after;
        });
    }

    private void drop(String target, Predicate<ReadyAnswer> gone) {
        change(target, known -> known == null ? null : known.without(gone));
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
        change(target, others -> TargetAnswers.with(others, answer));
    }

    void takeBack(String target) {
        change(target, lent -> null);
    }

    /** Drops the answers of these names, see {@link Purge}, and those whose requests came before now. */
    synchronized void forget(Collection<String> names) {
        // the marks first: who sees the new age without them would take an answer for looked at
        long next = age.get() + 1;
        names.forEach(name -> forgotten.mark(name, next));
        age.set(next);
    }

    void forgetAll() {
        forget(List.of(Purge.ALL));
    }

    /** Counts as a use of the picture where evictions are decided. */
    void touch(ReadyAnswer answer) {
        cache.touch(answer.picture().key());
    }

    /** An earlier picture of the same key may leave after the answers of its successor came. */
    private void forget(CachedPicture picture) {
        targets.computeIfPresent(picture.key(), (key, known) -> {
            for (String target : known) {
                drop(target, answer -> answer.picture() == picture);
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
                    drop(target, answer -> answer.freshUntilMillis() < beforeMillis || isForgotten(target, answer));
                }
                return stillLeading(key, known);
            });
        }
    }

    /** Those of the targets that lead to the picture of this key; null for none. */
    private String @Nullable [] stillLeading(String key, String[] known) {
        String[] leading = Arrays.stream(known)
                .filter(target -> {
                    TargetAnswers led = answers.get(target);
                    return led != null
                            && led.any(answer -> answer.picture().key().equals(key));
                })
                .toArray(String[]::new);
        return leading.length == 0 ? null : leading;
    }

    /** How many targets are listed by a picture. */
    int listed() {
        return targets.values().stream().mapToInt(known -> known.length).sum();
    }
}
