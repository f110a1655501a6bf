package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsSite;
import io.posterframe.clips.LiveWindow;
import io.posterframe.dialect.capture.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official client of VideoSDK makes its own token and captures a live stream here. Needs npm and Node.js. */
@Tag("system")
class VideoSdkSystemTest {
    @TempDir
    Path data;

    @Test
    void theOfficialClientCapturesAndUnderstandsWhatItIsTold() throws Exception {
        Vertx vertx = Vertx.vertx();
        String[] options = AdminCalls.options(
                "capture.keys", CaptureRefusalTest.KEYS, "origin.allowed-addresses", "[127.0.0.0/8]");
        try (HlsSite site = new HlsSite(vertx);
                Edge edge = Edge.start(data, options).ready()) {
            LiveWindow live = site.live("/live", HlsRecipe.ts(Clip.STREAM).make(), 3);
            new AdminCalls(edge).put("rooms/abcd-abcd-abcd", "{'url': '" + live.url() + "', 'quality': 'low'}");
            JsonObject room = new JsonObject().put("roomId", "abcd-abcd-abcd");

            JsonObject captured = capture(edge, room).getJsonObject("captured");
            assertEquals("captured thumbnail successfully", captured.getString("message"));
            Reply picture =
                    edge.picture(URI.create(captured.getString("filePath")).getPath());
            assertEquals(captured.getLong("fileSize"), picture.body().length);
            assertEquals("854x480", picture.size());
            assertEquals(live.lastFrame(), picture.frame());

            JsonObject timed = room.copy().put("time", 1.2).put("format", "png").put("width", 320);
            JsonObject at = capture(edge, timed).getJsonObject("captured");
            Reply frame = edge.picture(URI.create(at.getString("filePath")).getPath());
            assertEquals(live.frameAt(1.2), frame.frame());
            assertEquals("320x180", frame.size());

            assertError(capture(edge, room.copy().put("roomId", "nowhere")), "RoomNotFoundError", "resource_not_found");
            assertError(capture(edge, room.copy().put("width", -1)), "ValidationError", "invalid_params");
            String url = "http://127.0.0.1:" + edge.port();
            JsonObject stranger = VideoSdk.capture(url, Tokens.APIKEY, "a-wrong-secret", room);
            assertError(stranger, "AuthenticationError", "invalid_token");
            assertTrue(stranger.getString("message").startsWith("`token` is invalid."));
        } finally {
            vertx.close().await();
        }
    }

    private static JsonObject capture(Edge edge, JsonObject options) throws Exception {
        return VideoSdk.capture("http://127.0.0.1:" + edge.port(), Tokens.APIKEY, Tokens.SECRET, options);
    }

    private static void assertError(JsonObject said, String error, String code) {
        assertEquals(error + " " + code, said.getString("error") + " " + said.getString("code"), said::encode);
    }
}
