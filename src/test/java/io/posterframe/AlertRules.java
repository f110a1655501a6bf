package io.posterframe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules for Prometheus that come along. */
final class AlertRules {
    static final Path FILE = Path.of("grafana", "rules", "posterframe.yaml");
    static final Path TESTS = Path.of("grafana", "rules", "tests", "posterframe.yaml");

    /** A metric or a recorded ratio with its labels, as in an expression. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:(?:posterframe|jvm|process|system)[_:][a-z0-9_:]+|up)\\b(?:\\{[^}]*})?");

    private AlertRules() {}

    /**
     * One rule.
     *
     * @param recorded whether its name is that of a series that it makes, rather than an alert's
     */
    record Rule(
            String name,
            boolean recorded,
            String expression,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    static List<Rule> all() {
        Map<?, ?> file = (Map<?, ?>) yaml(FILE);
        return list(file, "groups").stream()
                .flatMap(group -> list((Map<?, ?>) group, "rules").stream())
                .map(rule -> rule((Map<?, ?>) rule))
                .toList();
    }

    static List<Rule> alerts() {
        return all().stream().filter(rule -> !rule.recorded()).toList();
    }

    static Object yaml(Path file) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(Map<?, ?> rule) {
        boolean recorded = rule.containsKey("record");
        return new Rule(
                (String) Objects.requireNonNull(rule.get(recorded ? "record" : "alert")),
                recorded,
                (String) Objects.requireNonNull(rule.get("expr")),
                strings(rule, "labels"),
                strings(rule, "annotations"));
    }

    private static List<?> list(Map<?, ?> from, String key) {
        return (List<?>) Objects.requireNonNull(from.get(key));
    }

    private static Map<String, String> strings(Map<?, ?> from, String key) {
        Map<?, ?> map = (Map<?, ?>) from.get(key);
        return map == null
                ? Map.of()
                : map.entrySet().stream().collect(Collectors.toMap(entry -> (String) entry.getKey(), entry ->
                        (String) entry.getValue()));
    }

    /** What an expression asks for. */
    static Set<String> selectors(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
