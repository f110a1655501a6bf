package io.posterframe.dialect.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.json.StrictJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a call of extract-frames. Fields that aren't known don't count. */
record ExtractRequest(AssetId.Video video) {
    private static final String JSON = "application/json";
    private static final String ASSET_ID = "asset_id";

    /**
     * Reads a body; fails with an ApiException that names the first mistake.
     *
     * @param contentType the Content-Type header, or null
     */
    static ExtractRequest of(@Nullable String contentType, byte[] body) {
        if (contentType == null || !contentType.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
            throw ApiException.wrongType("The Content-Type must be " + JSON + ".");
        }
        JsonNode id = parsed(body).get(ASSET_ID);
        if (id == null || id.isNull()) {
            throw ApiException.badInput(ASSET_ID, "asset_id cannot be null or empty");
        }
        if (id.isTextual() && AssetId.of(id.textValue()).orElse(null) instanceof AssetId.Video video) {
            return new ExtractRequest(video);
        }
        throw ApiException.badInput(ASSET_ID, "asset_id must be a text: re_ and digits");
    }

    private static ObjectNode parsed(byte[] body) {
        try {
            if (StrictJson.read(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw ApiException.badInput("body", "The body is not valid JSON.");
        }
        throw ApiException.badInput("body", "The body must be a JSON object.");
    }
}
