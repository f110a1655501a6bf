package io.posterframe.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        description = "Reads the options as serve does and prints ok, or everything that is wrong with them.")
final class CheckConfigCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CheckConfigCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        options.resolve(environment);
        spec.commandLine().getOut().println("ok");
        return 0;
    }
}
