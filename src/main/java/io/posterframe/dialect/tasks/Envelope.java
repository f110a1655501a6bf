package io.posterframe.dialect.tasks;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What all answers of the API are wrapped in. */
public final class Envelope {
    private static final int OK = 200;

    private Envelope() {}

    /** @param data null for nothing to tell */
    static String success(@Nullable JsonObject data) {
        return new JsonObject()
                .put("code", OK)
                .put("msg", "success")
                .put("data", data)
                .put("failed", false)
                .put("success", true)
                .encode();
    }

    /** The answer of a request that has failed. @param code also the status of HTTP */
    public static String error(int code, String message) {
        return new JsonObject()
                .put("code", code)
                .put("msg", message)
                .putNull("data")
                .put("success", false)
                .put("failed", true)
                .encode();
    }
}
