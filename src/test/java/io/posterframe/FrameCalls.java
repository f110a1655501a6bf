package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/** Calls of a server's frame extractions with one key. JSON is written with {@code '} for {@code "}. */
record FrameCalls(Edge edge, String key) {
    static final String KEY = "cg-key-of-the-tests";
    static final String OTHER_KEY = "cg-another-key-of-the-tests";

    /** The first is of account 100, the other of 200. */
    static final String KEYS = "[{key: " + KEY + ", partner: 100}, {key: " + OTHER_KEY + ", partner: 200}]";

    static FrameCalls of(Edge edge) {
        return new FrameCalls(edge, KEY);
    }

    Reply ask(String method, String path, String json) {
        return edge.ask(
                method,
                "/v1/" + path,
                json.replace('\'', '"'),
                "Authorization",
                "Bearer " + key,
                "Content-Type",
                "application/json");
    }

    private JsonObject json(String method, String path, String json) {
        Reply reply = ask(method, path, json);
        assertEquals(200, reply.status(), () -> path + ": " + reply.text());
        return new JsonObject(reply.text());
    }

    JsonObject get(String path) {
        return json("GET", path, "");
    }

    Reply upload(String fileName, byte[] file, Map<String, String> fields) {
        return edge.upload("/v1/files", fields, fileName, file, "Authorization", "Bearer " + key);
    }

    /** Uploads a clip. @return the file's id */
    String file(Clip clip) {
        try {
            Reply reply = upload(clip.fileName(), Files.readAllBytes(clip.file()), Map.of());
            assertEquals(200, reply.status(), reply::text);
            return new JsonObject(reply.text()).getString("id");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject create(String file, String config) {
        return json("POST", "files/" + file + "/frames", "{'strategy':'uniform'" + config + "}");
    }

    /** The extraction of a file with a config, once it is complete. @param config more fields, with a comma in front */
    JsonObject extract(String file, String config) {
        String id = create(file, config).getString("frame_extraction_id");
        Until.holds("the extraction ends", () -> {
            String status = get("frames/" + id).getString("status");
            return status.equals("completed") || status.equals("failed");
        });
        JsonObject done = get("frames/" + id + "?limit=100");
        assertEquals("completed", done.getString("status"), () -> ask("GET", "frames/" + id, "")
                .headers()
                .toString());
        return done;
    }

    /** The frames of an extraction that was asked for. */
    static Iterable<JsonObject> frames(JsonObject extraction) {
        return extraction.getJsonObject("data").getJsonArray("frames").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The path of a frame's image. */
    static String path(JsonObject frame) {
        return URI.create(frame.getString("thumbnail_url")).getPath();
    }
}
