package io.posterframe.config;

import io.posterframe.picture.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one type of single value is read and written.
 *
 * @param allowed what a value must be, range included, as it follows "must be"
 * @param parse   empty for text that is refused
 * @param format  the text that {@code parse} reads back as the same value
 */
record Scalar(String allowed, Function<String, Optional<?>> parse, Function<Object, String> format) {

    /** {@code size}: whether a number is one of bytes. A type that options can't have is a mistake in the program. */
    static Scalar of(Class<?> type, @Nullable Range range, boolean size) {
        if (type == int.class || type == long.class) {
            boolean small = type == int.class;
            Unit unit = size ? Unit.BYTES : Unit.NONE;
            long min = range != null ? range.min() : size ? 0 : small ? Integer.MIN_VALUE : Long.MIN_VALUE;
            long max = range != null ? range.max() : Long.MAX_VALUE;
            long top = small ? Math.min(max, Integer.MAX_VALUE) : max;
            return new Scalar(
                    allowed(unit.description(), unit, range != null, min, max),
                    text -> unit.parse(text)
                            .filter(value -> value >= min && value <= top)
                            .map(value -> small ? (Object) value.intValue() : value),
                    value -> unit.format(((Number) value).longValue()));
        }
        if (type == Duration.class) {
            long min = range != null ? range.min() : 0;
            long max = range != null ? range.max() : Long.MAX_VALUE;
            return new Scalar(
                    allowed(Unit.MILLISECONDS.description(), Unit.MILLISECONDS, range != null, min, max),
                    text -> Unit.MILLISECONDS
                            .parse(text)
                            .filter(value -> value >= min && value <= max)
                            .map(Duration::ofMillis),
                    value -> Unit.MILLISECONDS.format(((Duration) value).toMillis()));
        }
        if (type == double.class) {
            long min = range != null ? range.min() : Long.MIN_VALUE;
            long max = range != null ? range.max() : Long.MAX_VALUE;
            return new Scalar(
                    allowed("a number", Unit.NONE, range != null, min, max),
                    text -> number(text).filter(value -> value >= min && value <= max),
                    String::valueOf);
        }
        if (range != null) {
            throw new IllegalStateException("a range is for numbers, sizes and durations, not for " + type);
        }
        return unranged(type);
    }

    private static Scalar unranged(Class<?> type) {
        if (type == boolean.class) {
            return new Scalar("true or false", Scalar::truth, String::valueOf);
        }
        if (type == String.class) {
            return new Scalar("text", Optional::of, String::valueOf);
        }
        if (type == Path.class) {
            return new Scalar("a path", Scalar::path, String::valueOf);
        }
        if (type.isEnum()) {
            String names =
                    Arrays.stream(type.getEnumConstants()).map(Scalar::name).collect(Collectors.joining(", "));
            return new Scalar(
                    "one of " + names,
                    text -> Arrays.stream(type.getEnumConstants())
                            .filter(constant -> name(constant).equals(text))
                            .findFirst(),
                    Scalar::name);
        }
        throw new IllegalStateException("an option can't be a " + type);
    }

    private static String allowed(String description, Unit unit, boolean ranged, long min, long max) {
        if (!ranged) {
            return description;
        }
        return max == Long.MAX_VALUE
                ? description + ", at least " + unit.format(min)
                : description + ", from " + unit.format(min) + " to " + unit.format(max);
    }

    private static Optional<Double> number(String text) {
        try {
            return text.matches("[-+0-9.eE]{1,32}") ? Optional.of(Double.valueOf(text)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (java.nio.file.InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
