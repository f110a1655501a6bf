package io.posterframe.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** JSON as this API reads and writes it. */
final class Json {
    private static final JsonMapper WRITER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object, and nothing else; {@link ProblemType#MALFORMED} says what is wrong with any other text. */
    static ObjectNode parse(byte[] text) {
        try {
            JsonNode node = StrictJson.read(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new Problem(ProblemType.MALFORMED, "a JSON object is expected");
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new Problem(
                    ProblemType.MALFORMED,
                    "this is not a JSON object: " + shortened(e.getOriginalMessage())
                            + (place == null
                                    ? ""
                                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        } catch (IOException e) {
            throw new Problem(ProblemType.MALFORMED, "this is not a JSON object");
        }
    }

    private static String shortened(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    static Buffer bytes(JsonNode node) {
        try {
            return Buffer.buffer(WRITER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes a document as RFC 7396 says: null takes a field away, an object is merged, all else replaces. */
    static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(change -> {
            JsonNode value = change.getValue();
            if (value.isNull()) {
                target.remove(change.getKey());
            } else if (value instanceof ObjectNode inner) {
                ObjectNode into = target.get(change.getKey()) instanceof ObjectNode there
                        ? there
                        : target.putObject(change.getKey());
                merge(into, inner);
            } else {
                target.set(change.getKey(), value);
            }
        });
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static void put(ObjectNode json, String name, OptionalInt value) {
        if (value.isPresent()) {
            json.put(name, value.getAsInt());
        } else {
            json.putNull(name);
        }
    }

    static void put(ObjectNode json, String name, OptionalLong value) {
        if (value.isPresent()) {
            json.put(name, value.getAsLong());
        } else {
            json.putNull(name);
        }
    }

    static void put(ObjectNode json, String name, Collection<String> words) {
        ArrayNode array = json.putArray(name);
        words.forEach(array::add);
    }
}
