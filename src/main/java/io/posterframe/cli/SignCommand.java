package io.posterframe.cli;

import io.posterframe.access.AccessConfig;
import io.posterframe.access.UrlSigner;
import io.posterframe.config.ConfigException;
import io.posterframe.config.Configuration;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "sign", description = "Prints URL with a signature by a key of access.signing-keys.")
final class SignCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:POSTERFRAME_CONFIG}",
            description = "A YAML file of options; $POSTERFRAME_CONFIG when not given.")
    private @Nullable Path file;

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description =
                    "When the URL ends: 30m, 12h or 7d from now, a time such as 2026-12-31T23:59:59Z, or seconds since "
                            + "1970. Never when not given.")
    private @Nullable String expires;

    @Option(names = "--key", paramLabel = "ID", description = "The id of the key; the first one's when not given.")
    private @Nullable String key;

    @Parameters(paramLabel = "URL", description = "A whole URL, or its path and query.")
    @SuppressWarnings("NullAway.Init")
    private String url;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SignCommand(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        AccessConfig access = Configuration.settings(Optional.ofNullable(file), environment, Map.of())
                .access();
        if (access.signingKeys().isEmpty()) {
            throw new ConfigException(List.of("access.signing-keys must hold a key to sign with"));
        }
        int path = pathStart(url);
        try {
            String signed = new UrlSigner(access.signingKeys())
                    .sign(url.substring(path), expires == null ? null : Expiry.parse(expires, clock.instant()), key);
            spec.commandLine().getOut().println(url.substring(0, path) + signed);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "URL can't be signed: " + e.getMessage());
        }
    }

    /** Where scheme and host end. */
    private static int pathStart(String url) {
        int authority = url.indexOf("://");
        if (url.startsWith("/") || authority < 0) {
            return 0;
        }
        int path = url.indexOf('/', authority + 3);
        return path < 0 ? url.length() : path;
    }
}
