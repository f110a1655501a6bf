package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import java.util.stream.Stream;

/** Calls of a server's admin API. JSON is written with {@code '} for {@code "}. */
record AdminCalls(Edge edge) {
    static final String TOKEN = "admin-token-of-the-tests";

    /** The options that turn the API on, with more behind them. */
    static String[] options(String... more) {
        return Stream.of(new String[] {"admin.tokens", "[" + TOKEN + "]"}, more)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    Reply ask(String method, String path, String json) {
        return edge.ask(
                method,
                "/admin/v1/" + path,
                json.replace('\'', '"'),
                "Authorization",
                "Bearer " + TOKEN,
                "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    void put(String path, String json) {
        Reply reply = ask("PUT", path, json);
        assertEquals(2, reply.status() / 100, () -> path + ": " + reply.text());
    }

    void patch(String path, String json) {
        Reply reply = ask("PATCH", path, json);
        assertEquals(200, reply.status(), () -> path + ": " + reply.text());
    }

    /** Makes an entry with this clip as its only flavor. @param more fields of the entry, with a comma in front */
    void video(String entry, String partner, Clip clip, String more) {
        put("entries/" + entry, "{'partner_id': '" + partner + "'" + more + "}");
        put("entries/" + entry + "/flavors/only", "{'url': '" + clip.file().toUri() + "'}");
    }
}
