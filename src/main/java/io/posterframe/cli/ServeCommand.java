package io.posterframe.cli;

import io.posterframe.config.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        description = "Serves pictures of the videos in MEDIA_DIR, or of a sample clip when nothing is given to serve.")
final class ServeCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final Map<String, String> environment;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    ServeCommand(Launcher launcher, Map<String, String> environment) {
        this.launcher = launcher;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = options.resolve(environment);
        return launcher.run(settings, settings.servesNothing());
    }
}
