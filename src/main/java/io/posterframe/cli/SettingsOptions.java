package io.posterframe.cli;

import io.posterframe.config.ConfigException;
import io.posterframe.config.Configuration;
import io.posterframe.config.Configuration.Flag;
import io.posterframe.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The part of a command line that decides over the settings; the same for each command that needs them. */
final class SettingsOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (8080).")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder where pictures are kept.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:POSTERFRAME_CONFIG}",
            description = "A YAML file of options; $POSTERFRAME_CONFIG when not given.")
    private @Nullable Path file;

    @Parameters(arity = "0..1", paramLabel = "MEDIA_DIR", description = "A folder whose video files are served.")
    private @Nullable Path media;

    /** Blocking. Throws {@link ConfigException} with all mistakes. */
    Settings resolve(Map<String, String> environment) {
        List<String> mistakes = new ArrayList<>();
        Settings settings = Settings.DEFAULTS;
        try {
            settings = read(environment);
        } catch (ConfigException e) {
            mistakes.addAll(e.mistakes());
        }
        // MEDIA_DIR is looked at although other options are wrong, so that this mistake doesn't wait for a second try
        String folder = (media != null ? media : settings.catalog().folder()).toString();
        if (!folder.isEmpty() && !Files.isDirectory(Path.of(folder))) {
            String name = media != null ? "MEDIA_DIR" : "catalog.folder";
            mistakes.add(name + " must be a folder, and " + folder + " is none");
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return settings;
    }

    /** As {@link #resolve}, without a look at the media folder. */
    Settings read(Map<String, String> environment) {
        return Configuration.settings(Optional.ofNullable(file), environment, flags());
    }

    /** Where options come from, as people read it; names without values. */
    String sources(Map<String, String> environment) {
        List<String> sources = new ArrayList<>();
        if (file != null) {
            sources.add(file.toString());
        }
        environment.keySet().stream()
                .filter(Configuration::isVariable)
                .sorted()
                .forEach(name -> sources.add("$" + name));
        flags().values().forEach(flag -> sources.add(flag.name()));
        return sources.isEmpty() ? "the defaults" : String.join(", ", sources);
    }

    /** What was given on the command line, by the key of the option that it sets. */
    Map<String, Flag> flags() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        add(flags, "server.port", "--port", port);
        add(flags, "server.host", "--host", host);
        add(flags, "data", "--data", data);
        add(flags, "catalog.folder", "MEDIA_DIR", media);
        return flags;
    }

    private static void add(Map<String, Flag> flags, String key, String name, @Nullable Object value) {
        if (value != null) {
            flags.put(key, new Flag(name, value.toString()));
        }
    }
}
