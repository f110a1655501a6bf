package io.posterframe.dialect.photoframe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call says, by name; of a name that comes twice the first counts, and an empty value is as good as none. */
final class Parameters {
    private final Map<String, String> values = new LinkedHashMap<>();

    Parameters(List<Parameter> given) {
        given.forEach(parameter -> values.putIfAbsent(parameter.name(), parameter.value()));
    }

    /** Whether the name is there, be it without a value. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value, or null when there is none. */
    @Nullable
    String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * The value, or null when there is none.
     *
     * @throws ApiException invalid_input, when it is longer than that
     */
    @Nullable
    String text(String name, int longest) {
        String value = text(name);
        if (value != null && value.length() > longest) {
            throw ApiException.badInput(name, "must have at most " + longest + " characters");
        }
        return value;
    }

    /** @throws ApiException invalid_input, when it is no whole number from {@code min} to {@code max} */
    int number(String name, int min, int max, int absent) {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < min || number > max) {
            throw ApiException.badInput(name, "must be a whole number from " + min + " to " + max);
        }
        return number;
    }

    Map<String, String> all() {
        return values;
    }
}
