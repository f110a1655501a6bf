package io.posterframe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with the entries of a running server: 0 when all went well, 1 when something was refused. */
@Command(name = "entries", description = "Imports, lists and shows the entries of a running server.")
final class EntriesCommand {
    private static final int PAGE = 1000;
    private static final int FAILED = 1;

    private EntriesCommand() {}

    /** @param in read when the file is {@code -} */
    static CommandLine line(Map<String, String> environment, InputStream in) {
        return new CommandLine(new EntriesCommand())
                .addSubcommand(new Import(environment, in))
                .addSubcommand(new ListAll(environment))
                .addSubcommand(new Show(environment));
    }

    private abstract static class Asking implements Callable<Integer> {
        private final Map<String, String> environment;

        @Mixin
        private final ServerOptions server = new ServerOptions();

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        Asking(Map<String, String> environment) {
            this.environment = environment;
        }

        AdminClient client() {
            return server.client(environment);
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        PrintWriter err() {
            return spec.commandLine().getErr();
        }
    }

    @Command(name = "import", description = "Creates or replaces entries from JSON, one a line.")
    private static final class Import extends Asking {
        private final InputStream in;

        @Parameters(paramLabel = "FILE", description = "The file, or - for the standard input.")
        @SuppressWarnings("NullAway.Init")
        private String file;

        Import(Map<String, String> environment, InputStream in) {
            super(environment);
            this.in = in;
        }

        @Override
        public Integer call() throws InterruptedException {
            JsonNode report = client().importLines(lines());
            for (JsonNode error : report.path("errors")) {
                String field = error.path("field").asText();
                err().println("line " + error.path("line").asLong() + ": " + (field.isEmpty() ? "" : field + " ")
                        + error.path("message").asText());
            }
            long failed = report.path("failed").asLong();
            out().println(report.path("imported").asLong() + " imported, " + failed + " failed");
            return failed == 0 ? 0 : FAILED;
        }

        private BodyPublisher lines() {
            try {
                return file.equals("-") ? BodyPublishers.ofInputStream(() -> in) : BodyPublishers.ofFile(Path.of(file));
            } catch (FileNotFoundException e) {
                throw new AdminException(file + " can't be read");
            }
        }
    }

    @Command(name = "list", description = "Prints entries as JSON, one a line, in the order of their ids.")
    private static final class ListAll extends Asking {
        @Option(names = "--partner", paramLabel = "ID", description = "Only the entries of this partner.")
        private @Nullable String partner;

        @Option(names = "--limit", paramLabel = "N", description = "The most that are printed; all when not given.")
        private @Nullable Long limit;

        ListAll(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() throws InterruptedException {
            AdminClient client = client();
            String filter = partner == null ? "" : "&partner_id=" + AdminClient.encoded(partner);
            long left = limit == null ? Long.MAX_VALUE : limit;
            String cursor = "";
            while (left > 0) {
                JsonNode page = client.get("/entries?limit=" + Math.min(left, PAGE) + filter + cursor);
                page.path("items").forEach(entry -> out().println(entry));
                left -= page.path("items").size();
                if (page.path("next_cursor").isNull()) {
                    break;
                }
                cursor = "&cursor=" + page.path("next_cursor").asText();
            }
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "Prints an entry with its flavors and thumbnails, as a line that import takes.")
    private static final class Show extends Asking {
        @Parameters(paramLabel = "ID", description = "The entry's id.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        Show(Map<String, String> environment) {
            super(environment);
        }

        @Override
        public Integer call() throws InterruptedException {
            AdminClient client = client();
            String path = "/entries/" + AdminClient.encoded(id);
            ObjectNode entry = (ObjectNode) client.get(path);
            for (String list : new String[] {"flavors", "thumbnails"}) {
                entry.set(list, client.get(path + "/" + list + "?limit=" + PAGE).path("items"));
            }
            out().println(entry);
            return 0;
        }
    }
}
