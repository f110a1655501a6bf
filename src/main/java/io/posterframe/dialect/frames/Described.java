package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.asset.Asset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client keeps with a file. Fails with an ApiException that names the first mistake.
 *
 * @param metadata a JSON object as text; null for nothing
 */
record Described(String fileName, @Nullable String metadata) {
    private static final String FILENAME = "filename";
    private static final String METADATA = "metadata";
    private static final int LONGEST_NAME = 255;

    /** Reads a body; what it leaves out stays as it is, and metadata of null are gone. */
    static Described of(byte[] body, Asset before) {
        Fields fields = Fields.of(body);
        JsonNode name = fields.get(FILENAME);
        String fileName = name == null ? before.fileName() : fileName(name);
        JsonNode given = fields.json().get(METADATA);
        if (given == null) {
            return new Described(fileName, before.metadata());
        }
        return new Described(fileName, given.isNull() ? null : metadata(given));
    }

    private static String fileName(JsonNode value) {
        String name = value.isTextual() ? value.textValue() : "";
        boolean plain = name.chars().noneMatch(Character::isISOControl) && isWhole(name);
        if (name.isEmpty() || name.length() > LONGEST_NAME || !plain) {
            throw ApiException.badInput(
                    FILENAME, "must be a text of 1 to " + LONGEST_NAME + " characters without control characters");
        }
        return name;
    }

    /** Reads the field of a form; null is nothing. */
    static @Nullable String metadata(@Nullable String field) {
        if (field == null) {
            return null;
        }
        checkLength(field);
        try {
            return metadata(Fields.of(field.getBytes(StandardCharsets.UTF_8)).json());
        } catch (ApiException e) {
            throw ApiException.badInput(METADATA, "must be a JSON object");
        }
    }

    private static String metadata(JsonNode value) {
        String text = value instanceof ObjectNode ? value.toString() : "";
        if (text.isEmpty() || !isWhole(text)) {
            throw ApiException.badInput(METADATA, "must be a JSON object");
        }
        checkLength(text);
        return text;
    }

    private static void checkLength(String text) {
        if (text.length() > Asset.LONGEST_METADATA) {
            throw ApiException.badInput(METADATA, "must have at most " + Asset.LONGEST_METADATA + " characters");
        }
    }

    /** Whether it has no half of a surrogate pair, which no database keeps. */
    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
