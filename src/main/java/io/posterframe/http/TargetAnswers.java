package io.posterframe.http;

import io.posterframe.dialect.Variant;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ready answers of one request target: one for everybody, or one for each {@link Variant} that was asked for so far.
 * Never changed.
 */
final class TargetAnswers {
    /** One answer, or a place for each variant. */
    private final @Nullable ReadyAnswer[] answers;

    private TargetAnswers(@Nullable ReadyAnswer[] answers) {
        this.answers = answers;
    }

    /** The answer beside those that are known of the target, in the place of one that it succeeds. */
    static TargetAnswers with(@Nullable TargetAnswers known, ReadyAnswer answer) {
        Variant variant = answer.variant();
        if (variant == null) {
            return new TargetAnswers(new @Nullable ReadyAnswer[] {answer});
        }
        int places = Variant.values().length;
        @Nullable
        ReadyAnswer[] all = known != null && known.answers.length == places
                ? known.answers.clone()
                : new @Nullable ReadyAnswer[places];
        all[variant.ordinal()] = answer;
        return new TargetAnswers(all);
    }

    /** The answer for a request with these headers, which are looked at only where the target has variants. */
    @Nullable
    ReadyAnswer get(MultiMap headers) {
        return answers.length == 1 ? answers[0] : answers[Accept.of(headers).ordinal()];
    }

    /** What is left without some of the answers; null for nothing. */
    @Nullable
    TargetAnswers without(Predicate<ReadyAnswer> gone) {
        if (!any(gone)) {
            return this;
        }
        @Nullable ReadyAnswer[] left = answers.clone();
        for (int i = 0; i < left.length; i++) {
            ReadyAnswer answer = left[i];
            if (answer != null && gone.test(answer)) {
                left[i] = null;
            }
        }
        TargetAnswers rest = new TargetAnswers(left);
        return rest.size() == 0 ? null : rest;
    }

    boolean any(Predicate<ReadyAnswer> condition) {
        return Arrays.stream(answers).filter(Objects::nonNull).anyMatch(condition);
    }

    /** How many answers there are. */
    int size() {
        return (int) Arrays.stream(answers).filter(Objects::nonNull).count();
    }
}
