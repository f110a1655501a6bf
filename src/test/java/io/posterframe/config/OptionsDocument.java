package io.posterframe.config;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes docs/options.md and config/posterframe.yaml from the records, so that they can't disagree with the program. */
final class OptionsDocument {
    private static final int WIDTH = 110;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/._-]*");

    private final Class<? extends Record> root;
    private final StringBuilder out = new StringBuilder();

    private OptionsDocument(Class<? extends Record> root) {
        this.root = root;
    }

    static String markdown(Class<? extends Record> root) {
        return new OptionsDocument(root).tables();
    }

    static String yaml(Class<? extends Record> root) {
        return new OptionsDocument(root).file();
    }

    private String tables() {
        out.append(
                """
                # Options

                <!-- Written from the program by OptionsDocumentTest; see there before you edit. -->

                An option is given in a YAML file (`--config FILE`, or `POSTERFRAME_CONFIG`), in an environment variable, or for
                a few on the command line. The environment wins over the file, and the command line over both. Lists in the
                environment are written as YAML: `[a, b]`. `config/posterframe.yaml` is a file with all of them.
                Relative paths start at the folder that the server is started in.

                Durations have a unit: `ms`, `s`, `m`, `h` or `d`. Sizes may have one: `KiB`, `MiB`, `GiB`, `TiB`, or `KB`,
                `MB`, `GB`, `TB` in steps of 1000.

                An unknown key or `POSTERFRAME_` variable stops the start. These variables are not options:
                `POSTERFRAME_CONFIG` (the file, when there is no `--config`), `POSTERFRAME_LOG_LEVEL` (`ERROR`, `WARN`, `INFO`,
                `DEBUG`, `TRACE`), `POSTERFRAME_JAVA_OPTS` (more options for `java`), and those that Kubernetes makes for a
                service named posterframe, which are ignored.
                """);
        String section = null;
        for (Option option : Option.of(root)) {
            String here = sectionOf(option);
            if (!here.equals(section)) {
                section = here;
                out.append("\n## ").append(here.isEmpty() ? "general" : here).append("\n\n");
                meaningOf(root, here).ifPresent(meaning -> out.append(meaning).append("\n\n"));
                out.append("| key | environment variable | default | allowed | meaning |\n|---|---|---|---|---|\n");
            }
            row(
                    option.key(),
                    "`" + option.variable() + "`",
                    "`" + text(option.defaultValue(), option.component()) + "`",
                    allowed(option.component()),
                    option.meaning().orElse(""));
            fields(option)
                    .forEach(field -> row(
                            option.key() + "[]." + Records.key(field),
                            "",
                            required(field) ? "required" : textWhenMissing(field),
                            allowed(field),
                            meaning(field)));
        }
        return out.toString();
    }

    private void row(String key, String variable, String defaultValue, String allowed, String meaning) {
        out.append("| `%s` | %s | %s | %s | %s |%n"
                .formatted(key, variable, defaultValue, allowed, meaning.replace("|", "\\|")));
    }

    private String file() {
        out.append(
                """
                # Posterframe's options, each at its default. Keep what you change and drop the rest.
                # docs/options.md says how else they can be given. Written from the program by OptionsDocumentTest.
                """);
        section(root, Records.defaults(root).orElseThrow(), "");
        return out.toString();
    }

    private void section(Class<?> type, Object defaults, String indent) {
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = Records.get(defaults, component);
            String key = Records.key(component);
            out.append(out.toString().endsWith(":\n") ? "" : "\n");
            comment(indent, meaning(component));
            if (component.getType().isRecord()) {
                out.append(indent).append(key).append(":\n");
                section(component.getType(), value, indent + "  ");
                continue;
            }
            comment(indent, "Allowed: " + allowed(component) + ".");
            for (RecordComponent field : elements(component)) {
                String need = required(field) ? "required" : "may be left out";
                comment(
                        indent,
                        "  " + Records.key(field) + " (" + allowed(field) + ", " + need + "): " + meaning(field));
            }
            String off = value instanceof Optional<?> optional && optional.isEmpty() ? "# " : "";
            out.append(indent)
                    .append(off)
                    .append(key)
                    .append(": ")
                    .append(text(value, component))
                    .append('\n');
        }
    }

    private void comment(String indent, String text) {
        String margin = text.startsWith("  ") ? "  " : "";
        StringBuilder line = new StringBuilder(indent + "#" + margin);
        for (String word : text.strip().split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                out.append(line).append('\n');
                line = new StringBuilder(indent + "#" + margin + margin);
            }
            line.append(' ').append(word);
        }
        if (!text.isBlank()) {
            out.append(line).append('\n');
        }
    }

    private static List<RecordComponent> fields(Option option) {
        return elements(option.component());
    }

    /** The components of a list's records; none for all other options. */
    private static List<RecordComponent> elements(RecordComponent component) {
        return elementOf(component.getGenericType())
                .filter(Class::isRecord)
                .map(type -> Arrays.asList(type.getRecordComponents()))
                .orElse(List.of());
    }

    private static Optional<Class<?>> elementOf(Type type) {
        return type instanceof ParameterizedType generic
                ? Optional.of((Class<?>) generic.getActualTypeArguments()[0])
                : Optional.empty();
    }

    private static boolean required(RecordComponent field) {
        return field.getType() != List.class
                && field.getType() != Optional.class
                && Records.defaults(field.getDeclaringRecord()).isEmpty();
    }

    private static String textWhenMissing(RecordComponent field) {
        return Records.defaults(field.getDeclaringRecord())
                .map(defaults -> text(Records.get(defaults, field), field))
                .orElse(field.getType() == List.class ? "[]" : "none");
    }

    private static String allowed(RecordComponent component) {
        boolean list = component.getType() == List.class;
        Class<?> type = elementOf(component.getGenericType()).orElse(component.getType());
        if (type.isRecord()) {
            return "a list of "
                    + Arrays.stream(type.getRecordComponents())
                            .map(Records::key)
                            .collect(Collectors.joining(", "));
        }
        return (list ? "a list of " : "") + scalar(component).allowed();
    }

    private static Scalar scalar(RecordComponent component) {
        Class<?> type = elementOf(component.getGenericType()).orElse(component.getType());
        return Scalar.of(
                type, component.getAnnotation(Range.class), component.getName().endsWith("Bytes"));
    }

    private static String text(Object value, RecordComponent component) {
        if (value instanceof Optional<?> optional) {
            return optional.map(present -> text(present, component)).orElse("");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, component)).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Record element) {
            List<String> fields = new ArrayList<>();
            for (RecordComponent field : element.getClass().getRecordComponents()) {
                fields.add(Records.key(field) + ": " + text(Records.get(element, field), field));
            }
            return "{" + String.join(", ", fields) + "}";
        }
        String text = scalar(component).format().apply(value);
        boolean number = value instanceof Number || PLAIN.matcher(text).matches() && !text.equals("null");
        return number ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String sectionOf(Option option) {
        int dot = option.key().lastIndexOf('.');
        return dot < 0 ? "" : option.key().substring(0, dot);
    }

    private static Optional<String> meaningOf(Class<?> type, String section) {
        String first = section.contains(".") ? section.substring(0, section.indexOf('.')) : section;
        for (RecordComponent component : type.getRecordComponents()) {
            if (Records.key(component).equals(first)) {
                return first.equals(section)
                        ? Optional.of(meaning(component)).filter(meaning -> !meaning.isEmpty())
                        : meaningOf(component.getType(), section.substring(first.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static String meaning(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Doc.class))
                .map(Doc::value)
                .orElse("");
    }
}
