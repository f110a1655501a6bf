package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A reply in JSON, for its asker alone.
 *
 * @param status  of HTTP
 * @param headers besides those that each reply has
 * @param json    the body
 */
public record Reply(int status, Map<String, String> headers, String json) {
    private static final int OK = 200;

    public Reply {
        headers = Map.copyOf(headers);
    }

    static Reply ok(ObjectNode json) {
        return new Reply(OK, Map.of(), json.toString());
    }

    /** The API's one form of an error. */
    public static Reply error(int status, String message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("error", message);
        return new Reply(status, Map.of(), json.toString());
    }

    Reply with(Map<String, String> more) {
        return new Reply(status, more, json);
    }
}
