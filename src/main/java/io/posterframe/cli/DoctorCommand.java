package io.posterframe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.config.ConfigException;
import io.posterframe.config.Settings;
import io.posterframe.doctor.Check;
import io.posterframe.doctor.Doctor;
import io.posterframe.doctor.Examination;
import io.posterframe.doctor.Finding;
import io.posterframe.doctor.Findings;
import io.posterframe.doctor.Level;
import io.posterframe.render.WorkerCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the doctor found, a line each: 0 when nothing is a problem, 1 otherwise. */
@Command(
        name = "doctor",
        description = "Looks at all that serve needs with the same options, and says what to do about what is wrong. "
                + "Changes nothing; works beside a running server and before the first start.")
final class DoctorCommand implements Callable<Integer> {
    private static final int PROBLEMS = 1;

    private final Map<String, String> environment;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Prints one JSON document instead.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Map<Level, Integer> count = new EnumMap<>(Level.class);
        ArrayNode list = new ObjectMapper().createArrayNode();
        Consumer<Finding> teller = json ? finding -> list.add(document(finding)) : finding -> print(out, finding);
        boolean well;
        Logs.Quiet quiet = Logs.quiet(environment);
        try {
            well = Examination.run(checks(), finding -> {
                count.merge(finding.level(), 1, Integer::sum);
                teller.accept(finding);
            });
        } finally {
            quiet.close();
        }
        if (json) {
            ObjectNode document = new ObjectMapper().createObjectNode();
            document.put("ok", well).set("findings", list);
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } else {
            out.println(counted(count.getOrDefault(Level.PROBLEM, 0), "problem") + ", "
                    + counted(count.getOrDefault(Level.WARNING, 0), "warning"));
        }
        out.flush();
        return well ? 0 : PROBLEMS;
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private List<Check> checks() {
        Path libraries = WorkerCommand.installedNativeFolder();
        List<Check> checks = new ArrayList<>();
        try {
            Settings settings = options.read(environment);
            checks.add(configuration(findings -> findings.ok("options are from " + options.sources(environment))));
            checks.addAll(Doctor.checks(settings, libraries));
        } catch (ConfigException e) {
            checks.add(configuration(findings -> {
                e.mistakes()
                        .forEach(mistake -> findings.problem(
                                mistake, "correct it; all options are in docs/options.md and config/posterframe.yaml"));
                findings.warning(
                        "options are from " + options.sources(environment),
                        "run the doctor again then: what depends on options is not looked at");
            }));
            checks.addAll(Doctor.checksWithoutOptions(libraries));
        }
        return checks;
    }

    private static Check configuration(Consumer<Findings> look) {
        return new Check() {
            @Override
            public String what() {
                return "configuration";
            }

            @Override
            public void look(Findings findings) {
                look.accept(findings);
            }
        };
    }

    private static void print(PrintWriter out, Finding finding) {
        String level =
                finding.level() == Level.PROBLEM ? "PROBLEM" : finding.level().lowerName();
        out.printf("%-8s %-16s %s%n", level, finding.what(), finding.detail());
        if (!finding.advice().isEmpty()) {
            out.printf("         %-16s -> %s%n", "", finding.advice());
        }
        // each as soon as it is known: some take seconds
        out.flush();
    }

    private static ObjectNode document(Finding finding) {
        ObjectNode node = new ObjectMapper()
                .createObjectNode()
                .put("level", finding.level().lowerName())
                .put("what", finding.what())
                .put("detail", finding.detail());
        return finding.advice().isEmpty() ? node : node.put("advice", finding.advice());
    }
}
