package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.image.Program;
import io.posterframe.origin.OriginStub;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus watches a server at work and in trouble, and is then asked whatever the dashboards and the rules ask.
 * Needs Debian's package prometheus.
 */
@Tag("system")
class WatchingSystemTest {
    /** As Grafana has it for a scrape a second. */
    private static final String RATE_INTERVAL = "4s";

    /** Below it, a rate is not known yet. */
    private static final int SCRAPES = 6;

    private static final String KNOWN = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
    private static final Pattern VALUES_OF_A_LABEL = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static OriginStub origin;
    private static Edge edge;
    private static Prometheus prometheus;
    private static long begun;
    private static long ended;

    @BeforeAll
    static void watch() throws Exception {
        vertx = Vertx.vertx();
        origin = new OriginStub(vertx, new HttpServerOptions());
        origin.media = Files.readAllBytes(Clip.MKV.file());
        try (Edge before = start()) {
            before.picture(KNOWN);
            before.settles();
        }
        edge = start();
        begun = System.currentTimeMillis() / 1000;
        prometheus = Prometheus.start(folder.resolve("prometheus"), "127.0.0.1:" + edge.port());
        Until.holds("the server is scraped", () -> prometheus.value("up") == 1);
        work();
        trouble();
        System.gc();
        double last = System.currentTimeMillis() / 1e3 + SCRAPES;
        Until.holds("all that was scraped", () -> prometheus.value("timestamp(up)") > last);
        ended = System.currentTimeMillis() / 1000;
    }

    private static Edge start() throws Exception {
        return Edge.start(
                        folder.resolve("data"),
                        "render.workers",
                        "1",
                        "render.queue-length",
                        "2",
                        "frames.keys",
                        FrameCalls.KEYS,
                        "catalog.templates",
                        "[{url: 'http://127.0.0.1:" + origin.port() + "/{entry_id}.mp4', partners: ['300']}]",
                        "origin.allowed-addresses",
                        "[127.0.0.0/8]",
                        "origin.retries",
                        "0")
                .ready();
    }

    @AfterAll
    static void stop() throws Exception {
        prometheus.close();
        edge.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static void work() throws Exception {
        assertEquals("hit; detail=disk", edge.picture(KNOWN).cacheStatus());
        for (int i = 0; i < 200; i++) {
            edge.picture(KNOWN);
        }
        List<CompletableFuture<Reply>> same = new ArrayList<>();
        long before = edge.requestsRead();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            for (int i = 0; i < 3; i++) {
                same.add(edge.send(Edge.thumb(Clip.LONG_GOP, "width/320/vid_sec/40")));
            }
            Until.holds("all have come", () -> edge.requestsRead() == before + 3);
            stopped.letGo();
        }
        same.forEach(CompletableFuture::join);
        edge.picture(ofOrigin("good"));
        FrameCalls frames = FrameCalls.of(edge);
        frames.extract(frames.file(Clip.MP4_INDEX_LAST), "");
    }

    private static String ofOrigin(String entry) {
        return "/p/300/thumbnail/entry_id/" + entry + "/width/160/vid_sec/2";
    }

    private static void trouble() throws Exception {
        assertEquals(404, edge.get(Edge.thumb("none", "width/160")).status());
        assertEquals(404, edge.get(Edge.thumb(Clip.GARBAGE, "width/160")).status());
        origin.status = 500;
        assertEquals(502, edge.get(ofOrigin("bad")).status());
        List<CompletableFuture<Reply>> many = new ArrayList<>();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            many.add(edge.send(Edge.thumb(Clip.LONG_GOP, "width/160/vid_sec/0")));
            Until.holds("the worker is busy", () -> edge.server().pool().busyWorkers() == 1);
            for (int i = 1; i < 6; i++) {
                many.add(edge.send(Edge.thumb(Clip.LONG_GOP, "width/160/vid_sec/" + i)));
            }
            Until.holds("the queue is seen", () -> prometheus.value("posterframe_queue_depth") == 2);
            stopped.letGo();
        }
        many.forEach(CompletableFuture::join);
        edge.server().pool().workerIds().forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
        Until.holds(
                "a death is seen",
                () -> prometheus.value("posterframe_worker_ends_total{reason=\"died\"}") == 1
                        && edge.server().pool().readyWorkers() == 1);
        edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/3"));
        edge.settles();
    }

    /** As Grafana fills in what a query leaves open. */
    private static String filled(String expression) {
        return expression
                .replace("$__rate_interval", RATE_INTERVAL)
                .replace("$job", "posterframe")
                .replace("$instance", ("127.0.0.1:" + edge.port()).replace(".", "\\\\."));
    }

    @Test
    void everyQueryOfEveryPanelHasAnAnswer() {
        int asked = 0;
        List<Dashboard.Query> silent = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            for (Dashboard.Query query : dashboard.queries()) {
                asked++;
                if (prometheus.numbers(filled(query.expression()), begun, ended) == 0) {
                    silent.add(query);
                }
            }
        }
        assertEquals(List.of(), silent);
        assertTrue(asked > 100, () -> "the dashboards were not found");
    }

    @Test
    void variablesHaveValuesAndAnnotationsAreUnderstood() {
        for (Dashboard dashboard : Dashboard.all()) {
            for (JsonObject variable : dashboard.variables()) {
                if (variable.getString("type").equals("query")) {
                    Matcher query = VALUES_OF_A_LABEL.matcher(variable.getString("definition"));
                    assertTrue(query.matches(), variable.getString("definition"));
                    JsonObject values =
                            prometheus.get("label/" + query.group(2) + "/values?match[]=".replace("[]", "%5B%5D")
                                    + URLEncoder.encode(filled(query.group(1)), StandardCharsets.UTF_8));
                    assertEquals(1, values.getJsonArray("data").size(), values::encode);
                }
            }
            dashboard.annotations().forEach(expression -> prometheus.now(filled(expression)));
        }
    }

    @Test
    void allThatRulesRestOnIsThere() {
        TreeSet<String> silent = new TreeSet<>();
        for (AlertRules.Rule rule : AlertRules.all()) {
            AlertRules.selectors(rule.expression()).stream()
                    .filter(selector -> prometheus.numbers(selector, begun, ended) == 0)
                    .forEach(silent::add);
        }
        assertEquals(new TreeSet<String>(), silent);
    }

    @Test
    void prometheusCanWorkOutEveryRule() {
        List<String> broken = Dashboard.objects(prometheus.get("rules").getJsonArray("groups")).stream()
                .flatMap(group -> Dashboard.objects(group.getJsonArray("rules")).stream())
                .filter(rule -> !rule.getString("health").equals("ok"))
                .map(JsonObject::encode)
                .toList();
        assertEquals(List.of(), broken);
    }

    /** So that a query that is answered is also answered right. */
    @Test
    void whatHappenedCanBeSeen() {
        Map<String, Double> happened = Map.ofEntries(
                Map.entry("posterframe_requests_total{result=\"disk\"}", 1.0),
                Map.entry("posterframe_requests_total{result=\"memory\"}", 200.0),
                Map.entry("posterframe_requests_total{result=\"joined\"}", 2.0),
                Map.entry("posterframe_refusals_total{cause=\"not_found\"}", 1.0),
                Map.entry("posterframe_refusals_total{cause=\"source\"}", 1.0),
                Map.entry("posterframe_refusals_total{cause=\"origin\"}", 1.0),
                Map.entry("posterframe_refusals_total{cause=\"overload\"}", 3.0),
                Map.entry("posterframe_worker_ends_total{reason=\"died\"}", 1.0),
                Map.entry("posterframe_origin_requests_total{outcome=\"failed\"}", 1.0),
                Map.entry("posterframe_jobs_ended_total{result=\"completed\"}", 1.0),
                Map.entry("posterframe_jobs_waiting", 0.0),
                Map.entry("posterframe_queue_limit", 2.0),
                Map.entry("posterframe_workers_configured", 1.0));
        happened.forEach((series, times) -> assertEquals(times, prometheus.value(series), series));
        assertTrue(prometheus.value("posterframe:request_errors:ratio_rate5m") > 0);
        assertTrue(prometheus.value("posterframe:hit_ratio:rate5m") > 0.9);
        assertTrue(prometheus.value("posterframe_uploads_bytes") > 0);
    }

    @Test
    void promtoolFindsNoFaultWithTheRules() throws Exception {
        String checked = Program.run("prometheus", "promtool", "check", "rules", AlertRules.FILE.toString());
        assertTrue(checked.contains("SUCCESS: " + AlertRules.all().size() + " rules found"), checked);
    }

    @Test
    void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
        String tried = Program.run("prometheus", "promtool", "test", "rules", AlertRules.TESTS.toString());
        assertTrue(tried.contains("SUCCESS"), tried);
    }
}
