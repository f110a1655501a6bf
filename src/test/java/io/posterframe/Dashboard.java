package io.posterframe;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One of the dashboards for Grafana. */
record Dashboard(String name, JsonObject json) {
    private static final Path FOLDER = Path.of("grafana", "dashboards");

    /** A query of a panel. */
    record Query(String dashboard, String panel, String expression) {}

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted()
                    .map(file -> new Dashboard(file.getFileName().toString(), new JsonObject(read(file))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that show something, and the headings of rows. */
    List<JsonObject> panels() {
        return objects(json.getJsonArray("panels"));
    }

    List<JsonObject> variables() {
        return objects(json.getJsonObject("templating").getJsonArray("list"));
    }

    List<Query> queries() {
        return panels().stream()
                .flatMap(panel -> objects(panel.getJsonArray("targets", new JsonArray())).stream()
                        .map(target -> new Query(name, panel.getString("title"), target.getString("expr"))))
                .toList();
    }

    /** What marks moments on all panels. */
    List<String> annotations() {
        return objects(json.getJsonObject("annotations").getJsonArray("list")).stream()
                .filter(annotation -> annotation.containsKey("expr"))
                .map(annotation -> annotation.getString("expr"))
                .toList();
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
