package io.posterframe.config;

import io.posterframe.picture.Range;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of given values. A component that is a record is a section; what isn't given comes from the root's
 * {@code DEFAULTS}. Elements of a list of records come from their own {@code DEFAULTS} if they have any; otherwise their
 * components must be given, except lists and {@link Optional}s, which are empty. A null result means that a mistake has
 * been noted.
 */
final class Binder {
    private static final int MAX_ITEMS = 1000;

    private final Map<String, Given> given;
    private final Mistakes mistakes;

    private Binder(Map<String, Given> given, Mistakes mistakes) {
        this.given = given;
        this.mistakes = mistakes;
    }

    static <R extends Record> @Nullable R bind(Class<R> root, R defaults, Map<String, Given> given, Mistakes mistakes) {
        return root.cast(new Binder(given, mistakes).section(root, "", defaults));
    }

    private @Nullable Object section(Class<?> type, String prefix, Object defaults) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = prefix + Records.key(components[i]);
            Object byDefault = Records.get(defaults, components[i]);
            Given here = given.get(key);
            if (components[i].getType().isRecord()) {
                values[i] = section(components[i].getType(), key + ".", byDefault);
            } else {
                values[i] = here == null ? byDefault : value(components[i], here.value(), here.name());
            }
        }
        String name = prefix.isEmpty() ? "options" : prefix.substring(0, prefix.length() - 1);
        return make(type, values, name + ":", new Value.Nothing(0));
    }

    private @Nullable Object value(RecordComponent component, Value value, String name) {
        return value(component.getGenericType(), component, component.getName().endsWith("Bytes"), value, name);
    }

    private @Nullable Object value(Type type, AnnotatedElement about, boolean size, Value value, String name) {
        if (value instanceof Value.Nothing) {
            mistakes.add(name, value, "has no value");
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Type of = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return list(of, about, value, name);
            }
            Object read = value(of, about, size, value, name);
            return read == null ? null : Optional.of(read);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord()
                ? element(plain, value, name)
                : scalar(Scalar.of(plain, about.getAnnotation(Range.class), size), value, name);
    }

    private @Nullable Object scalar(Scalar scalar, Value value, String name) {
        String text = value instanceof Value.Text written ? written.text() : null;
        Optional<?> parsed = text == null ? Optional.empty() : scalar.parse().apply(text);
        if (parsed.isEmpty()) {
            String not = text == null ? "" : ", not " + Mistakes.quoted(text);
            mistakes.add(name, value, "must be " + scalar.allowed() + not);
        }
        return parsed.orElse(null);
    }

    private @Nullable Object list(Type of, AnnotatedElement about, Value value, String name) {
        if (!(value instanceof Value.Items items) || items.items().size() > MAX_ITEMS) {
            mistakes.add(name, value, "must be a list of at most " + MAX_ITEMS + " items, such as [a, b]");
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            values.add(value(of, about, false, items.items().get(i), name + "[" + i + "]"));
        }
        return values.contains(null) ? null : values;
    }

    private @Nullable Object element(Class<?> type, Value value, String name) {
        if (!(value instanceof Value.Fields fields)) {
            mistakes.add(name, value, "must hold keys with values");
            return null;
        }
        Optional<Object> defaults = Records.defaults(type);
        Map<String, Value> unknown = new LinkedHashMap<>(fields.fields());
        List<String> keys = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = Records.key(components[i]);
            keys.add(key);
            unknown.remove(key);
            Value written = fields.fields().get(key);
            values[i] = written == null
                    ? missing(components[i], defaults, fields, name + "." + key)
                    : value(components[i], written, name + "." + key);
        }
        unknown.forEach((key, written) ->
                mistakes.add(Mistakes.quoted(name + "." + key), written, "is not an option" + Nearest.hint(key, keys)));
        return make(type, values, name + ":", value);
    }

    private @Nullable Object missing(RecordComponent component, Optional<Object> defaults, Value element, String name) {
        if (defaults.isPresent()) {
            return Records.get(defaults.get(), component);
        }
        if (component.getType() == List.class) {
            return List.of();
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        mistakes.add(name, element, "must be given");
        return null;
    }

    private @Nullable Object make(Class<?> type, @Nullable Object[] values, String name, Value at) {
        for (Object value : values) {
            if (value == null) {
                return null;
            }
        }
        try {
            return Records.make(type, values);
        } catch (IllegalArgumentException e) {
            mistakes.add(name, at, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
