package io.posterframe.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the sources of options over one another: defaults, then the file, the environment, the command line. */
public final class Configuration {

    /**
     * An option on the command line.
     *
     * @param name what the user typed it as: {@code --data}
     * @param text its value, read as the option's type says
     */
    public record Flag(String name, String text) {}

    private Configuration() {}

    /** {@link Settings} from their sources; see {@link #load(Class, Optional, Map, Map)}. */
    public static Settings settings(Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags) {
        return load(Settings.class, file, environment, flags);
    }

    /** Whether an environment variable of this name gives an option. */
    public static boolean isVariable(String name) {
        return Option.of(Settings.class).stream()
                .anyMatch(option -> option.variable().equals(name));
    }

    /**
     * Blocking. Throws {@link ConfigException} with all mistakes of all sources.
     *
     * @param root        a record with a {@code DEFAULTS} constant
     * @param environment all variables; those that don't begin with {@code POSTERFRAME_} are left alone
     * @param flags       by key; the keys are the program's own and must exist
     */
    static <R extends Record> R load(
            Class<R> root, Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags) {
        Mistakes mistakes = new Mistakes();
        List<Option> options = Option.of(root);
        Map<String, Given> given = new HashMap<>();
        file.ifPresent(path -> given.putAll(ConfigFile.read(path, options, mistakes)));
        given.putAll(Environment.read(environment, options, mistakes));
        flags.forEach((key, flag) -> {
            if (options.stream().noneMatch(option -> option.key().equals(key))) {
                throw new IllegalStateException(flag.name() + " sets " + key + ", which is not an option");
            }
            given.put(key, new Given(flag.name(), new Value.Text(flag.text(), 0)));
        });
        R bound = Binder.bind(root, defaults(root), given, mistakes);
        mistakes.throwIfAny();
        if (bound == null) {
            throw new IllegalStateException("nothing was bound and no mistake was noted");
        }
        return bound;
    }

    private static <R extends Record> R defaults(Class<R> root) {
        return Records.defaults(root)
                .map(root::cast)
                .orElseThrow(() -> new IllegalStateException(root + " has no DEFAULTS"));
    }
}
