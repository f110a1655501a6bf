package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Prometheus that scrapes one server once a second, as job {@code posterframe}, with our rules. Needs Debian's package prometheus. */
final class Prometheus implements AutoCloseable {
    private static final int FORM_OK = 200;

    private final Process process;
    private final Path output;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Process process, Path output, String url) {
        this.process = process;
        this.output = output;
        this.url = url;
    }

    /** @param folder for its data @param target {@code host:port} */
    static Prometheus start(Path folder, String target) throws IOException {
        Path config = Files.writeString(
                Files.createDirectories(folder).resolve("prometheus.yml"),
                """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files:
                  - %s
                scrape_configs:
                  - job_name: posterframe
                    static_configs:
                      - targets: ['%s']
                """
                        .formatted(AlertRules.FILE.toAbsolutePath(), target));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path output = folder.resolve("output.log");
        try {
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("series"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Prometheus started = new Prometheus(process, output, "http://127.0.0.1:" + port);
            Until.holds("Prometheus is ready", started::isReady);
            return started;
        } catch (IOException e) {
            throw new AssertionError("this test needs Debian's package prometheus: apt-get install prometheus", e);
        }
    }

    private boolean isReady() {
        assertEquals(true, process.isAlive(), this::said);
        try {
            return send(HttpRequest.newBuilder(URI.create(url + "/-/ready"))).statusCode() == FORM_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The field {@code data} of an answer. */
    JsonObject ask(String path, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
            assertEquals(FORM_OK, reply.statusCode(), () -> parameters + ": " + reply.body());
            return new JsonObject(reply.body()).getJsonObject("data");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The same of what is asked by GET only. */
    JsonObject get(String path) {
        try {
            HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path)));
            assertEquals(FORM_OK, reply.statusCode(), reply::body);
            JsonObject answer = new JsonObject(reply.body());
            return answer.getValue("data") instanceof JsonObject data ? data : answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The series of an answer at this moment, each with its {@code metric} and {@code value}. */
    List<JsonObject> now(String expression) {
        return Dashboard.objects(ask("query", Map.of("query", expression)).getJsonArray("result"));
    }

    /** The one value at this moment, NaN for no series. */
    double value(String expression) {
        List<JsonObject> series = now(expression);
        return series.isEmpty()
                ? Double.NaN
                : number(series.get(0).getJsonArray("value").getString(1));
    }

    /** How many numbers there were in this time, a look a second; what is no number doesn't count. */
    long numbers(String expression, long fromSecond, long toSecond) {
        JsonObject answer = ask(
                "query_range",
                Map.of(
                        "query",
                        expression,
                        "start",
                        Long.toString(fromSecond),
                        "end",
                        Long.toString(toSecond),
                        "step",
                        "1"));
        return Dashboard.objects(answer.getJsonArray("result")).stream()
                .flatMap(series -> series.getJsonArray("values").stream())
                .map(value -> number(((JsonArray) value).getString(1)))
                .filter(Double::isFinite)
                .count();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
