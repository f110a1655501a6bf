package io.posterframe.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.admin.AdminServer.Answer;
import io.posterframe.database.TestDatabase;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the OpenAPI document and {@code docs/admin-api.md} to the API that runs. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static JsonNode document;

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream in = AdminApi.class.getResourceAsStream("openapi.json")) {
            document = new ObjectMapper().readTree(in);
        }
    }

    @Test
    void itIsServedWithoutAToken() throws Exception {
        try (AdminServer server = new AdminServer(TestDatabase.H2, folder)) {
            Answer answer = server.ask("GET", "/openapi.json", "", "", "Accept", "application/json")
                    .is(200);
            assertEquals(document, answer.json());
            assertEquals("3.1.0", answer.json().get("openapi").asText());
        }
    }

    @Test
    void itNamesEachRouteAndNoOther() throws Exception {
        try (AdminServer server = new AdminServer(TestDatabase.H2, folder)) {
            Set<String> routed = new TreeSet<>();
            for (Route route : server.api().routes().getRoutes()) {
                String path = route.getPath();
                if (path != null && route.methods() != null) {
                    for (HttpMethod method : route.methods()) {
                        routed.add(method + " " + unnamed(AdminApi.ROOT + path, ":[a-z]+"));
                    }
                }
            }
            Set<String> documented = new TreeSet<>();
            operations().keySet().forEach(operation -> documented.add(unnamed(operation, "\\{[a-z_]+}")));
            assertEquals(routed, documented);
            assertTrue(routed.size() > 30, routed.toString());
        }
    }

    private static String unnamed(String path, String parameter) {
        return path.replaceAll(parameter, "{}");
    }

    /** By method and path. */
    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue());
                    }
                }));
        return operations;
    }

    private static Map<String, Resource<?>> resources() {
        InstantSource clock = InstantSource.system();
        return Map.of(
                "Room", new RoomResource(),
                "CaptureKey", new CaptureKeyResource(),
                "Partner", new PartnerResource(),
                "Profile", new ProfileResource(),
                "Entry", new EntryResource(clock),
                "Flavor", new FlavorResource(clock),
                "Thumbnail", new ThumbnailResource(clock),
                "Widget", new WidgetResource());
    }

    @Test
    void eachSchemaHasTheFieldsThatAreReadAndShown() {
        resources().forEach((name, resource) -> {
            ObjectNode empty = Json.object();
            Body body = new Body(empty);
            Set<String> shown = shown(resource, body);
            JsonNode properties = schema(name).get("properties");
            Set<String> named = new TreeSet<>();
            Set<String> readable = new TreeSet<>();
            properties.properties().forEach(property -> {
                named.add(property.getKey());
                if (!property.getValue().path("writeOnly").asBoolean()) {
                    readable.add(property.getKey());
                }
            });
            assertEquals(new TreeSet<>(body.asked()), named, name);
            assertEquals(shown, readable, name);
            Set<String> missing = new TreeSet<>();
            body.mistakes().forEach(mistake -> missing.add(mistake.field()));
            Set<String> required = new TreeSet<>();
            schema(name).get("required").forEach(field -> required.add(field.asText()));
            assertEquals(missing, required, name);
        });
    }

    private static <T> Set<String> shown(Resource<T> resource, Body body) {
        Set<String> names = new TreeSet<>();
        resource.shown(resource.read(body, "")).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void eachBoundIsTheOneThatIsChecked() {
        List<String> wrong = new ArrayList<>();
        int[] checked = {0};
        resources().forEach((name, resource) -> schema(name)
                .get("properties")
                .properties()
                .forEach(property -> {
                    JsonNode schema = property.getValue();
                    String field = name + "." + property.getKey();
                    for (String bound : List.of("minimum", "maximum")) {
                        if (schema.has(bound)) {
                            long value = schema.get(bound).asLong();
                            checked[0]++;
                            if (refused(resource, property.getKey(), json -> json.put(property.getKey(), value))
                                    || !refused(
                                            resource,
                                            property.getKey(),
                                            json -> json.put(
                                                    property.getKey(), value + (bound.equals("minimum") ? -1 : 1)))) {
                                wrong.add(field + " " + bound);
                            }
                        }
                    }
                    if (schema.has("maxLength")) {
                        int length = schema.get("maxLength").asInt();
                        String begin = schema.path("format").asText().equals("uri") ? "http://m/" : "";
                        checked[0]++;
                        if (refused(
                                        resource,
                                        property.getKey(),
                                        json -> json.put(
                                                property.getKey(), begin + "1".repeat(length - begin.length())))
                                || !refused(
                                        resource,
                                        property.getKey(),
                                        json -> json.put(
                                                property.getKey(), begin + "1".repeat(length - begin.length() + 1)))) {
                            wrong.add(field + " maxLength");
                        }
                    }
                    if (schema.has("maxItems")) {
                        int most = schema.get("maxItems").asInt();
                        checked[0]++;
                        if (refused(resource, property.getKey(), json -> items(json.putArray(property.getKey()), most))
                                || !refused(
                                        resource,
                                        property.getKey(),
                                        json -> items(json.putArray(property.getKey()), most + 1))) {
                            wrong.add(field + " maxItems");
                        }
                    }
                    for (JsonNode word : schema.path("enum")) {
                        checked[0]++;
                        if (refused(resource, property.getKey(), json -> json.set(property.getKey(), word))) {
                            wrong.add(field + " " + word);
                        }
                    }
                }));
        assertEquals(List.of(), wrong);
        assertTrue(checked[0] > 30, "only " + checked[0]);
    }

    private static void items(ArrayNode array, int count) {
        for (int i = 0; i < count; i++) {
            array.add("1.1.1." + i);
        }
    }

    private static boolean refused(Resource<?> resource, String field, Consumer<ObjectNode> change) {
        ObjectNode json = Json.object();
        change.accept(json);
        Body body = new Body(json);
        resource.read(body, "");
        return body.mistakes().stream().anyMatch(mistake -> mistake.field().equals(field));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryOperationHasANameOfItsOwn() {
        document.findValuesAsText("$ref").forEach(reference -> {
            assertTrue(reference.startsWith("#/"), reference);
            assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
        });
        List<String> names = operations().values().stream()
                .map(operation -> operation.get("operationId").asText())
                .toList();
        assertEquals(names.size(), Set.copyOf(names).size());
        operations().forEach((name, operation) -> {
            assertTrue(operation.get("responses").size() > 0, name);
            Set<String> inPath = new TreeSet<>();
            Pattern.compile("\\{([a-z_]+)}").matcher(name).results().forEach(match -> inPath.add(match.group(1)));
            Set<String> described = new TreeSet<>();
            document.get("paths")
                    .get(name.split(" ")[1])
                    .path("parameters")
                    .forEach(parameter -> described.add(
                            document.at(parameter.get("$ref").asText().substring(1))
                                    .get("name")
                                    .asText()));
            assertEquals(inPath, described, name);
        });
    }

    @Test
    void theDocumentationNamesEachRouteFieldAndProblem() throws Exception {
        String text = Files.readString(Path.of("docs/admin-api.md"));
        List<String> missing = new ArrayList<>();
        operations().keySet().forEach(operation -> {
            if (!text.contains("`" + operation + "`")) {
                missing.add(operation);
            }
        });
        resources().keySet().forEach(name -> {
            String section = text.substring(text.indexOf("### " + name + "\n"));
            int end = section.indexOf("\n#", 5);
            String table = section.substring(0, end < 0 ? section.length() : end);
            Set<String> rows = new TreeSet<>();
            Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE)
                    .matcher(table)
                    .results()
                    .forEach(match -> rows.add(match.group(1)));
            Set<String> fields = new TreeSet<>();
            schema(name).get("properties").fieldNames().forEachRemaining(fields::add);
            assertEquals(fields, rows, name);
        });
        for (ProblemType type : ProblemType.values()) {
            if (!text.contains("| " + type.status() + " | `" + type.uri() + "` |")) {
                missing.add(type.uri());
            }
        }
        assertEquals(List.of(), missing);
    }

    private static JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }
}
