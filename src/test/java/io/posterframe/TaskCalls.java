package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;

/** Calls of Memories.ai's API by one account. */
record TaskCalls(Edge edge, String key) {
    static final String ROOT = "/serve/api/v2";
    static final String KEY = "sk-mavi-account-100";
    static final String OTHER_KEY = "sk-mavi-account-200";
    static final String SECRET = "the-callback-secret";

    /** The options of a server with two accounts, no limits, and quick callbacks. @param callback of the first */
    static String[] options(String callback, String... more) {
        return Stream.of(
                        AdminCalls.options(
                                "tasks.accounts",
                                "[{key: " + KEY + ", partner: '100', callback-url: '" + callback
                                        + "', callback-secret: " + SECRET + "}, {key: " + OTHER_KEY
                                        + ", partner: '200'}]",
                                "tasks.requests-per-second",
                                "0",
                                "jobs.poll-interval",
                                "100ms",
                                "jobs.callback-retry-after",
                                "20ms",
                                "origin.allowed-addresses",
                                "[127.0.0.0/8]"),
                        more)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    Reply ask(String method, String path, String... headers) {
        String[] all = Stream.of(new String[] {"Authorization", key}, headers)
                .flatMap(Stream::of)
                .toArray(String[]::new);
        return edge.ask(method, ROOT + path, "", all);
    }

    Reply get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    Reply extract(String json) {
        return edge.ask(
                "POST",
                ROOT + "/video/extract-frames",
                json.replace('\'', '"'),
                "Authorization",
                key,
                "Content-Type",
                "application/json");
    }

    /** The id of a task for a video. */
    String task(String video) {
        return data(extract("{'asset_id':'" + video + "'}")).getString("task_id");
    }

    Reply upload(String name, byte[] file) {
        return edge.upload(ROOT + "/upload", Map.of(), name, file, "Authorization", key);
    }

    /** The id of a clip that is uploaded. */
    String upload(Clip clip) throws IOException {
        return data(upload(clip.fileName(), Files.readAllBytes(clip.file()))).getString("asset_id");
    }

    /** What a success tells. */
    static JsonObject data(Reply reply) {
        assertEquals(200, reply.status(), reply::text);
        assertEquals("application/json", reply.header("content-type"));
        assertEquals("private, no-store", reply.header("cache-control"));
        JsonObject envelope = new JsonObject(reply.text());
        assertEquals(200, envelope.getInteger("code"));
        assertEquals("success", envelope.getString("msg"));
        assertTrue(envelope.getBoolean("success"));
        assertEquals(false, envelope.getBoolean("failed"));
        return envelope.getJsonObject("data");
    }

    /** The code and message of an error that is as its clients read it. */
    static String error(Reply reply) {
        JsonObject envelope = new JsonObject(reply.text());
        assertEquals("application/json", reply.header("content-type"));
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertTrue(String.valueOf(reply.header("cache-control")).contains("no-store"), reply.headers()::toString);
        assertEquals(reply.status(), envelope.getInteger("code"));
        assertEquals(false, envelope.getBoolean("success"));
        assertEquals(true, envelope.getBoolean("failed"));
        assertTrue(envelope.containsKey("data"));
        return reply.status() + " " + envelope.getString("msg");
    }
}
