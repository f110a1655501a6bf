package io.posterframe.cli;

import io.posterframe.config.Configuration;
import io.posterframe.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of a command line that says which running server is asked, and by which token. */
final class ServerOptions {
    private static final String TOKEN_VARIABLE = "POSTERFRAME_ADMIN_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server, http://localhost:8080; as the configuration says when not given.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "A token of the admin API; $" + TOKEN_VARIABLE
                    + " when not given, else the first of admin.tokens of the configuration.")
    private @Nullable String token;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:POSTERFRAME_CONFIG}",
            description = "The server's YAML file of options; $POSTERFRAME_CONFIG when not given.")
    private @Nullable Path file;

    /** Blocking. Throws a ConfigException when the configuration is needed and has mistakes. */
    AdminClient client(Map<String, String> environment) {
        String given = token != null ? token : nonEmpty(environment.get(TOKEN_VARIABLE));
        if (url != null && given != null) {
            return new AdminClient(url, given);
        }
        Settings settings = Configuration.settings(Optional.ofNullable(file), environment, Map.of());
        List<String> tokens = settings.admin().tokens();
        if (given == null && tokens.isEmpty()) {
            throw new AdminException("a token is needed: --token, $" + TOKEN_VARIABLE + " or admin.tokens");
        }
        return new AdminClient(url != null ? url : place(settings), given != null ? given : tokens.get(0));
    }

    private static @Nullable String nonEmpty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static String place(Settings settings) {
        boolean own = settings.admin().hasOwnListener();
        String host = own ? settings.admin().host() : settings.server().host();
        int port = own ? settings.admin().port() : settings.server().port();
        String reached = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (reached.indexOf(':') >= 0 && !reached.startsWith("[") ? "[" + reached + "]" : reached) + ":"
                + port;
    }
}
