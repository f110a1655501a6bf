package io.posterframe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the alerts that a cluster gets to those of grafana/. After a change of them run
 * {@code mvn -B test -Dtest=AlertsTest -Dposterframe.write-docs=true} and look at the difference.
 */
class AlertsTest {
    private static final String HOW =
            "run: mvn -B test -Dtest=AlertsTest -Dposterframe.write-docs=true, and commit what it writes";

    private static final Path RULES = Path.of("grafana/rules/posterframe.yaml");
    private static final Path WRAPPED = Path.of("k8s/components/monitoring/prometheus-rule.yaml");

    private static final String HEAD =
            """
            # The rules of grafana/rules/posterframe.yaml for the Prometheus operator. Written by AlertsTest; see there before you edit.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: posterframe
            spec:
            """;

    @Test
    void theClusterGetsTheSameAlerts() throws IOException {
        String rules = Files.exists(RULES) ? Files.readString(RULES) : "groups: []\n";
        String expected = HEAD
                + rules.lines()
                        .map(line -> line.isBlank() ? line : "  " + line)
                        .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("posterframe.write-docs")) {
            Files.writeString(WRAPPED, expected);
        }
        assertEquals(expected, Files.readString(WRAPPED), HOW);
        assertEquals(
                Manifests.parse(rules).objects().get(0),
                Manifests.parse(expected).objects().get(0).get("spec"));
    }
}
