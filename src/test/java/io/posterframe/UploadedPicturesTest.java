package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.database.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are uploaded to a whole server, and Kaltura's pictures of them. */
class UploadedPicturesTest {
    private static final String KEY = "a-key-of-the-tests-1";
    private static final String[] AUTHORIZED = {"Authorization", "Bearer " + KEY};
    private static final int CHUNKS = 5;

    @TempDir
    Path data;

    @ParameterizedTest
    @EnumSource
    void aFileIsAPictureOnceItIsWhole(TestDatabase kind) throws Exception {
        String[] options = Stream.of(TestDatabase.options(kind.fresh()), new String[] {"uploads.keys", "[" + KEY + "]"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
        byte[] clip = Files.readAllBytes(Clip.MP4_INDEX_LAST.file());
        String token;
        try (Edge edge = Edge.start(data, options).ready()) {
            Reply whole = edge.upload("/uploads", Map.of(), "clip.mp4", clip, AUTHORIZED);
            assertEquals(201, whole.status(), whole.text());
            assertEquals(75, edge.picture(ofToken(tokenOf(whole))).frame());
            Reply image = edge.upload("/uploads", Map.of(), "a.png", png(64, 48), AUTHORIZED);
            assertEquals("64x48", edge.picture(ofToken(tokenOf(image))).size());
            Reply unknown = edge.get(ofToken("0_d41d8cd98f00b204e9800998ecf8427e"));
            assertEquals(404, unknown.status());
            assertEquals("error-28", unknown.header("x-kaltura"));

            token = tokenOf(edge.ask("POST", "/uploads/tokens", "", AUTHORIZED));
            for (int number = CHUNKS; number > 2; number--) {
                assertEquals(200, chunk(edge, token, clip, number).status());
            }
            assertEquals(503, edge.get(ofToken(token)).status());
        }
        try (Edge edge = Edge.start(data, options).ready()) {
            assertEquals(200, chunk(edge, token, clip, 1).status());
            assertEquals(503, edge.get(ofToken(token)).status());
            assertEquals(201, chunk(edge, token, clip, 2).status());
            assertEquals(75, edge.picture(ofToken(token)).frame());
            edge.settles();
        }
    }

    private static String ofToken(String token) {
        return "/p/100/thumbnail/upload_token_id/" + token + "/width/64";
    }

    private static String tokenOf(Reply reply) {
        return new JsonObject(reply.text()).getString("upload_token_id");
    }

    private static Reply chunk(Edge edge, String token, byte[] file, int number) {
        int size = file.length / CHUNKS;
        byte[] part = Arrays.copyOfRange(file, (number - 1) * size, number == CHUNKS ? file.length : number * size);
        return edge.upload(
                "/uploads",
                Map.of(
                        "upload_token_id", token,
                        "resumableIdentifier", "clip",
                        "resumableChunkNumber", Integer.toString(number),
                        "resumableChunkSize", Integer.toString(size),
                        "resumableTotalSize", Integer.toString(file.length)),
                "clip.mp4",
                part);
    }

    private static byte[] png(int width, int height) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
