package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds dashboards, rules, runbooks and metrics to each other. {@link WatchingSystemTest} asks a real Prometheus. */
class WatchingTest {
    private static final int COLUMNS = 24;
    private static final Path OPERATIONS = Path.of("docs/operations.md");
    private static final Set<String> KINDS = Set.of("row", "stat", "timeseries", "heatmap", "table");
    private static final JsonObject DATA_SOURCE =
            new JsonObject().put("type", "prometheus").put("uid", "${datasource}");

    /** Of the JVM and the process: those that are documented, as some are only there after a collection. */
    private static final Pattern OF_THE_JVM = Pattern.compile("`((?:jvm|process|system)_[a-z0-9_]+)`");

    private static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    private static List<AlertRules.Rule> alerts() {
        return AlertRules.alerts();
    }

    @Test
    void nothingIsAskedForThatIsNotExported() throws IOException {
        Set<String> known = new TreeSet<>(DocumentsTest.published());
        known.add("up");
        known.addAll(found(OF_THE_JVM));
        AlertRules.all().stream().filter(AlertRules.Rule::recorded).forEach(rule -> known.add(rule.name()));
        Set<String> asked = Stream.concat(
                        Dashboard.all().stream()
                                .flatMap(dashboard -> Stream.concat(
                                        dashboard.queries().stream().map(Dashboard.Query::expression),
                                        dashboard.annotations().stream())),
                        AlertRules.all().stream().map(AlertRules.Rule::expression))
                .flatMap(expression -> AlertRules.selectors(expression).stream())
                .map(selector -> selector.replaceFirst("\\{.*", ""))
                .filter(name -> !known.contains(name) && !known.contains(name.replaceFirst("_(bucket|count|sum)$", "")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), asked);
    }

    @Test
    void everyMetricOfOursIsOnADashboard() {
        Set<String> hidden = new TreeSet<>(DocumentsTest.published());
        hidden.removeIf(name -> !name.startsWith("posterframe_"));
        for (Dashboard dashboard : Dashboard.all()) {
            dashboard.queries().stream()
                    .flatMap(query -> AlertRules.selectors(query.expression()).stream())
                    .map(selector -> selector.replaceFirst("\\{.*", ""))
                    .forEach(name -> {
                        hidden.remove(name);
                        hidden.remove(name.replaceFirst("_(bucket|count|sum)$", ""));
                    });
        }
        assertEquals(Set.of(), hidden);
    }

    @Test
    void dashboardsHaveNamesOfTheirOwn() {
        List<Dashboard> all = Dashboard.all();
        assertEquals(6, all.size());
        for (String name : List.of("uid", "title")) {
            assertEquals(
                    all.size(),
                    all.stream()
                            .map(each -> each.json().getString(name))
                            .distinct()
                            .count());
        }
        all.forEach(each -> assertEquals(
                "posterframe-" + each.name().replace(".json", ""), each.json().getString("uid")));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardIsOfTheFormThatGrafanaReads(Dashboard dashboard) {
        JsonObject json = dashboard.json();
        assertTrue(json.getInteger("schemaVersion") >= 39);
        assertEquals(new JsonArray().add("posterframe"), json.getJsonArray("tags"));
        assertEquals(
                List.of("datasource", "job", "instance"),
                dashboard.variables().stream()
                        .map(variable -> variable.getString("name"))
                        .toList());
        Set<Integer> ids = new HashSet<>();
        for (JsonObject panel : dashboard.panels()) {
            String title = panel.getString("title");
            assertTrue(ids.add(panel.getInteger("id")), title);
            assertTrue(KINDS.contains(panel.getString("type")), title);
            if (!panel.getString("type").equals("row")) {
                assertPanel(panel, title);
            }
        }
    }

    private static void assertPanel(JsonObject panel, String title) {
        assertEquals(DATA_SOURCE, panel.getJsonObject("datasource"), title);
        JsonObject defaults = panel.getJsonObject("fieldConfig").getJsonObject("defaults");
        assertNotNull(defaults.getString("unit"), title);
        assertNotNull(panel.getJsonObject("options"), title);
        List<JsonObject> steps =
                Dashboard.objects(defaults.getJsonObject("thresholds").getJsonArray("steps"));
        assertEquals(null, steps.get(0).getValue("value"), title);
        for (int i = 2; i < steps.size(); i++) {
            assertTrue(steps.get(i).getDouble("value") > steps.get(i - 1).getDouble("value"), title);
        }
        Set<String> letters = new HashSet<>();
        List<JsonObject> targets = Dashboard.objects(panel.getJsonArray("targets"));
        assertTrue(!targets.isEmpty(), title);
        for (JsonObject target : targets) {
            assertTrue(letters.add(target.getString("refId")), title);
            assertEquals(DATA_SOURCE, target.getJsonObject("datasource"), title);
            AlertRules.selectors(target.getString("expr"))
                    .forEach(selector -> assertTrue(
                            selector.contains("{job=~\"$job\", instance=~\"$instance\""), title + ": " + selector));
            assertTrue(!target.getString("expr").matches("(?s).*\\brate\\([^\\[]*\\[(?!\\$__rate_interval).*"), title);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noTwoPanelsAreInOnePlace(Dashboard dashboard) {
        Set<String> taken = new HashSet<>();
        for (JsonObject panel : dashboard.panels()) {
            JsonObject place = panel.getJsonObject("gridPos");
            int right = place.getInteger("x") + place.getInteger("w");
            assertTrue(right <= COLUMNS, panel.getString("title"));
            for (int x = place.getInteger("x"); x < right; x++) {
                for (int y = place.getInteger("y"); y < place.getInteger("y") + place.getInteger("h"); y++) {
                    assertTrue(taken.add(x + " " + y), panel.getString("title"));
                }
            }
        }
    }

    @Test
    void grafanaFindsTheDashboardsWhereTheDocumentMountsThem() throws IOException {
        Map<?, ?> file = (Map<?, ?>) AlertRules.yaml(Path.of("grafana/provisioning/dashboards/posterframe.yaml"));
        Map<?, ?> provider = (Map<?, ?>) ((List<?>) file.get("providers")).get(0);
        Object path = ((Map<?, ?>) provider.get("options")).get("path");
        assertTrue(Files.readString(OPERATIONS).contains("grafana/dashboards:" + path + ":ro"));
        Map<?, ?> sources = (Map<?, ?>) AlertRules.yaml(Path.of("grafana/provisioning/datasources/prometheus.yaml"));
        assertEquals("prometheus", ((Map<?, ?>) ((List<?>) sources.get("datasources")).get(0)).get("type"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertSaysHowBadItIsWhatItMeansAndWhatToDo(AlertRules.Rule alert) throws IOException {
        assertTrue(
                Set.of("critical", "warning").contains(alert.labels().get("severity")),
                alert.labels().toString());
        assertEquals(
                Set.of("summary", "description", "runbook_url"),
                alert.annotations().keySet());
        String url = alert.annotations().get("runbook_url");
        assertEquals(OPERATIONS + "#" + alert.name().toLowerCase(Locale.ROOT), url);
        String runbook = Files.readString(OPERATIONS)
                .replaceFirst("(?s).*\n#### " + alert.name() + "\n", "")
                .replaceFirst("(?s)\n##.*", "");
        assertTrue(runbook.matches("(?s)\n\\S.*\\*\\*To do:\\*\\*\\s.*"), runbook);
    }

    @Test
    void everyRunbookIsOfAnAlert() throws IOException {
        assertEquals(
                alerts().stream().map(AlertRules.Rule::name).collect(Collectors.toCollection(TreeSet::new)),
                found(Pattern.compile("(?m)^#### (Posterframe\\w+)$")));
    }

    @Test
    void everyAlertIsTriedByPromtool() throws IOException {
        String tests = Files.readString(AlertRules.TESTS);
        assertEquals(
                List.of(),
                alerts().stream()
                        .map(AlertRules.Rule::name)
                        .filter(name -> !tests.contains("alertname=\"" + name + "\""))
                        .toList());
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(OPERATIONS))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
