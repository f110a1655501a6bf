package io.posterframe.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Options from environment variables: {@code POSTERFRAME_} and the key in capitals, with {@code _} for dots and dashes.
 * A list is written as YAML ({@code [a, b]}); all else is taken as it is.
 */
final class Environment {
    static final String PREFIX = "POSTERFRAME_";

    /** Variables that are read elsewhere: by the command line, the start script and logback.xml. */
    static final List<String> OTHERS =
            List.of(PREFIX + "CONFIG", PREFIX + "JAVA_OPTS", PREFIX + "LOG_LEVEL", PREFIX + "ADMIN_TOKEN");

    /** What Kubernetes gives each container for a service whose name begins with "posterframe". */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "POSTERFRAME_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private Environment() {}

    /** What the variables give, by key. Unknown ones are mistakes. */
    static Map<String, Given> read(Map<String, String> variables, List<Option> options, Mistakes mistakes) {
        // two keys with one variable would be a mistake in the program, which toMap refuses
        Map<String, Option> known = options.stream().collect(Collectors.toMap(Option::variable, Function.identity()));
        Map<String, Given> given = new TreeMap<>();
        new TreeMap<>(variables).forEach((name, text) -> {
            if (!name.startsWith(PREFIX) || OTHERS.contains(name) || isServiceLink(name, text)) {
                return;
            }
            Option option = known.get(name);
            if (option == null) {
                mistakes.add(
                        Mistakes.quoted(name) + " is not an option's variable" + Nearest.hint(name, known.keySet()));
                return;
            }
            Value value = option.isList() ? YamlText.parse(name, text, false, mistakes) : new Value.Text(text, 0);
            if (value != null) {
                given.put(option.key(), new Given(name, value));
            }
        });
        return given;
    }

    private static boolean isServiceLink(String name, String text) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(text).matches());
    }
}
