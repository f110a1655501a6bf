package io.posterframe.config;

import io.posterframe.picture.Doc;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One option of a tree of records.
 *
 * @param key          as in the file, sections in front: {@code catalog.folder}
 * @param component    the record component that it becomes
 * @param defaultValue what it is when nobody gives it
 */
record Option(String key, RecordComponent component, Object defaultValue) {

    /** Every option below the record, in the order of the components. */
    static List<Option> of(Class<? extends Record> root) {
        List<Option> options = new ArrayList<>();
        Object defaults =
                Records.defaults(root).orElseThrow(() -> new IllegalStateException(root + " has no DEFAULTS"));
        collect(root, "", defaults, options);
        return options;
    }

    private static void collect(Class<?> type, String prefix, Object defaults, List<Option> options) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + Records.key(component);
            Object value = Records.get(defaults, component);
            if (component.getType().isRecord()) {
                collect(component.getType(), key + ".", value, options);
            } else {
                options.add(new Option(key, component, value));
            }
        }
    }

    /** {@code POSTERFRAME_CATALOG_FOLDER} for {@code catalog.folder}. */
    String variable() {
        return Environment.PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Optional<String> meaning() {
        return Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value);
    }

    /** Whether its value has parts, so that it is written as YAML in the environment too. */
    boolean isList() {
        return List.class.isAssignableFrom(component.getType());
    }
}
