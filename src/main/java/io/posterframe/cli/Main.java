package io.posterframe.cli;

import io.posterframe.Posterframe;
import io.posterframe.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code posterframe}: 0 when all went well, 1 when the options are wrong or the start failed, 2 for wrong usage. */
@Command(
        name = "posterframe",
        description = "An edge server for pictures taken from video.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Main.Version.class)
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        int code = command(new ServerLauncher(System.out), System.getenv()).execute(arguments);
        Logs.flush();
        System.exit(code);
    }

    /** The whole command line, which starts the server with {@code launcher}. */
    static CommandLine command(Launcher launcher, Map<String, String> environment) {
        return command(launcher, environment, System.in);
    }

    /** @param in what a command reads that is told to read the standard input */
    static CommandLine command(Launcher launcher, Map<String, String> environment, InputStream in) {
        return new CommandLine(new Main())
                .addSubcommand(new ServeCommand(launcher, environment))
                .addSubcommand(new CheckConfigCommand(environment))
                .addSubcommand(new DoctorCommand(environment))
                .addSubcommand(new SignCommand(environment, InstantSource.system()))
                .addSubcommand(EntriesCommand.line(environment, in))
                .setExecutionExceptionHandler((exception, command, parsed) -> report(exception, command.getErr()));
    }

    private static int report(Exception exception, PrintWriter err) {
        if (exception instanceof ConfigException mistakes) {
            err.println("The configuration has mistakes:");
            mistakes.mistakes().forEach(mistake -> err.println("  " + mistake));
        } else if (exception instanceof AdminException) {
            err.println("posterframe: " + exception.getMessage());
        } else if (exception instanceof FileSystemException problem) {
            err.println("Posterframe can't start: " + FileProblem.describe(problem));
        } else if (exception instanceof StartException || exception instanceof IOException) {
            err.println("Posterframe can't start: " + exception.getMessage());
        } else {
            err.println("Posterframe can't start because of a mistake in the program:");
            exception.printStackTrace(err);
        }
        return FAILED;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"posterframe " + Posterframe.version()};
        }
    }
}
