package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.json.StrictJson;
import java.io.IOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a body or of an object in it. One that is null is as good as left out; those that nobody asks for don't
 * count. Fails with an ApiException that names the field.
 *
 * @param path in front of each field's name
 */
record Fields(ObjectNode json, String path) {

    static Fields of(byte[] body) {
        try {
            if (StrictJson.read(body) instanceof ObjectNode object) {
                return new Fields(object, "");
            }
        } catch (IOException e) {
            throw ApiException.badInput("The body", "is not valid JSON");
        }
        throw ApiException.badInput("The body", "must be a JSON object");
    }

    @Nullable
    JsonNode get(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The fields of an object; one that is left out has none. */
    Fields object(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return new Fields(JsonNodeFactory.instance.objectNode(), path + name + ".");
        }
        if (value instanceof ObjectNode object) {
            return new Fields(object, path + name + ".");
        }
        throw refused(name, "must be an object");
    }

    boolean flag(String name, boolean fallback) {
        JsonNode value = get(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw refused(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** @param allowed what the message says, such as {@code a number from 1 to 2} */
    OptionalDouble number(String name, double least, double most, String allowed) {
        JsonNode value = get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw refused(name, "must be " + allowed);
        }
        return OptionalDouble.of(number);
    }

    ApiException refused(String name, String why) {
        return ApiException.badInput(path + name, why);
    }
}
