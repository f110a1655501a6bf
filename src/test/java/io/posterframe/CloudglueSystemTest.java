package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official client of Cloudglue uploads a video here and has its frames extracted. Needs npm and Node.js. */
@Tag("system")
class CloudglueSystemTest {
    @TempDir
    Path data;

    @Test
    void theOfficialClientExtractsFramesAndUnderstandsWhatItIsTold() throws Exception {
        Path clip = Clip.MP4_INDEX_LAST.file();
        try (Edge edge = Edge.start(data, "frames.keys", FrameCalls.KEYS).ready()) {
            JsonObject said = CloudglueClient.extract("http://127.0.0.1:" + edge.port() + "/v1", FrameCalls.KEY, clip);
            JsonObject file = said.getJsonObject("file");
            assertEquals("completed", file.getString("status"));
            assertEquals("clip.mp4", file.getString("filename"));
            assertEquals(Files.size(clip), file.getLong("bytes"));
            assertEquals(new JsonObject().put("shot", 1), file.getJsonObject("metadata"));
            assertEquals(file, said.getJsonObject("files").getJsonArray("data").getJsonObject(0));
            assertEquals(file.getString("id"), said.getJsonObject("created").getString("file_id"));

            JsonObject completed = said.getJsonObject("completed");
            assertEquals("completed", completed.getString("status"));
            assertEquals(12, completed.getInteger("frame_count"));
            assertEquals(
                    12, completed.getJsonObject("data").getJsonArray("frames").size());
            JsonObject rest = said.getJsonObject("rest").getJsonObject("data");
            assertEquals(2, rest.getJsonArray("frames").size());
            assertEquals(5.5, rest.getJsonArray("frames").getJsonObject(1).getDouble("timestamp"));
            assertEquals(1, said.getJsonObject("list").getInteger("total"));

            String id = completed.getString("frame_extraction_id");
            assertEquals(new JsonObject().put("id", id), said.getJsonObject("removed"));
            assertEquals("404 Frame extraction not found", said.getString("error"));
            assertEquals(file.getString("id"), said.getJsonObject("deleted").getString("id"));
            assertEquals("401 Invalid API key", said.getString("stranger"));
            assertEquals(0, FrameCalls.of(edge).get("files").getInteger("total"));
        }
    }
}
