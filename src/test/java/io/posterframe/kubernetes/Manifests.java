package io.posterframe.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects in YAML, in their order. A key that is given twice is a mistake. */
public record Manifests(List<JsonNode> objects) {
    public static final Path FOLDER = Path.of("k8s");

    private static final ObjectMapper JSON = new ObjectMapper();

    static Manifests parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> objects = new ArrayList<>();
        new Yaml(new SafeConstructor(options)).loadAll(yaml).forEach(object -> objects.add(JSON.valueToTree(object)));
        return new Manifests(objects);
    }

    /** @param file below k8s/ */
    public static Manifests read(String file) throws IOException {
        return parse(Files.readString(FOLDER.resolve(file)));
    }

    /** The one object of its kind and name. */
    public JsonNode get(String kind, String name) {
        List<JsonNode> found = objects.stream()
                .filter(object -> kind(object).equals(kind) && name(object).equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of kind " + kind + " are named " + name);
        }
        return found.get(0);
    }

    List<JsonNode> all(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind)).toList();
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }
}
