package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.SignedCalls.Signer;
import io.posterframe.cache.Bytes;
import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.delivery.Order;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.trail.Trail;
import io.posterframe.upload.Upload;
import io.posterframe.upload.UploadChoice;
import io.posterframe.upload.Uploads;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real Resumable.js in a real browser, on a page of another origin, uploads a clip chunk by chunk while frames are taken
 * of what is there. Needs npm, for Resumable.js, and Debian's package chromium.
 */
@Tag("system")
class ResumableSystemTest {
    private static final int CHUNKS = 8;
    private static final int NOT_YET = -2;
    private static final int EARLY = 10;
    private static final String UPLOADS_KEY = "Bearer a-key-of-the-tests-1";
    private static final String ADMIN_TOKEN = "a-token-of-the-tests";
    private static final Signer WRITER = new Signer("a-consumer", "the-secret-of-it", "writer", "the-secret-of-writer");
    private static final String CONSUMERS =
            """
            [{key: a-consumer, secret: the-secret-of-it, partner: '100', tokens: [
              {token: writer, secret: the-secret-of-writer, level: write}]}]""";

    @TempDir
    Path data;

    @ParameterizedTest
    @EnumSource(names = {"MP4_INDEX_LAST", "TS"})
    void framesAreTakenWhileResumableUploads(Clip clip) throws Exception {
        byte[] file = Files.readAllBytes(clip.file());
        try (Edge edge =
                Edge.start(data, "uploads.keys", "[a-key-of-the-tests-1]").ready()) {
            Uploads uploads = edge.server().uploads();
            String token = new JsonObject(edge.ask("POST", "/uploads/tokens", "", "Authorization", UPLOADS_KEY)
                            .text())
                    .getString("upload_token_id");
            String options = options(edge, "/uploads", "upload_token_id: '" + token + "'", file)
                    + ", permanentErrors: [400, 401, 404, 405, 409, 413]";
            try (ResumableSite site = new ResumableSite(file, options)) {
                String answer = follow(site, clip, uploads, token, () -> frame(edge, token));
                assertTrue(new JsonObject(answer).getBoolean("complete"), answer);
            }
            Upload upload = uploads.find(token, UploadChoice.NEWEST).await().orElseThrow();
            assertTrue(upload.complete());
            assertEquals(ResumableSite.FILE_NAME, upload.fileName());
            assertArrayEquals(file, Files.readAllBytes(data.resolve("uploads").resolve(upload.id())));
            assertEquals(
                    75,
                    edge.picture("/p/100/thumbnail/upload_token_id/" + token + "/width/160")
                            .frame());
            edge.settles();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MP4_INDEX_LAST", "TS"})
    void framesAreAskedForWhileResumableRedeemsAToken(Clip clip) throws Exception {
        byte[] file = Files.readAllBytes(clip.file());
        try (Edge edge = Edge.start(
                        data,
                        "photo.consumers",
                        CONSUMERS,
                        "photo.site-url",
                        SignedCalls.SITE,
                        "admin.tokens",
                        "[" + ADMIN_TOKEN + "]")
                .ready()) {
            Reply made = edge.ask(
                    "POST",
                    "/admin/v1/partners",
                    "{\"id\":\"100\"}",
                    "Authorization",
                    "Bearer " + ADMIN_TOKEN,
                    "Content-Type",
                    "application/json");
            assertEquals(201, made.status(), made::text);
            Reply order = new SignedCalls(edge).get(WRITER, "/api/photo/get-upload-token", "format=json&raw=1");
            String token =
                    new JsonObject(order.text()).getJsonObject("uploadtoken").getString("upload_token");
            String frame = "/api/photo/frame?size=160x90&upload_token=" + token + "&resumableIdentifier=" + file.length
                    + "-clipmp4&time=";
            assertTrue(edge.get(frame + "0.4").text().contains("code=\"no_file\""));
            String options = options(edge, "/api/photo/redeem-upload-token", "upload_token: '" + token + "'", file);
            String[] answer;
            try (ResumableSite site = new ResumableSite(file, options)) {
                answer = follow(site, clip, edge.server().uploads(), token, () -> frame(edge.get(frame + "0.4")))
                        .split("\\s+");
            }
            assertEquals("ok videos.example.com", answer[0] + " " + answer[1]);
            assertEquals(70, edge.picture(frame + "2.8").frame());
            String photo = "/api/photo/frame?size=160x90&time=2.8&photo_id=" + answer[3] + "&token=" + answer[4];
            assertEquals(70, edge.picture(photo).frame());
            edge.settles();
        }
    }

    private static String options(Edge edge, String target, String query, byte[] file) {
        return "target: 'http://127.0.0.1:" + edge.port() + target + "', query: {" + query + "}, chunkSize: "
                + file.length / CHUNKS;
    }

    /**
     * Lets chunk after chunk come and takes a frame after each.
     *
     * @param frame the number of the frame at 0.4 s, or {@link #NOT_YET}
     * @return what the last chunk was answered with
     */
    private static String follow(ResumableSite site, Clip clip, Uploads uploads, String token, IntSupplier frame) {
        CompletableFuture<String> shown = site.show();
        int early = 0;
        for (int i = 1; i <= CHUNKS; i++) {
            long before = received(uploads, token);
            site.next();
            Until.holds("a chunk comes", () -> received(uploads, token) > before || shown.isDone());
            int number = frame.getAsInt();
            assertTrue(number == EARLY || number == NOT_YET, () -> "frame " + number);
            early += i < CHUNKS && number == EARLY ? 1 : 0;
            if (clip == Clip.MP4_INDEX_LAST) {
                assertEquals(i == 1 ? NOT_YET : EARLY, number, "after the first and the last chunk");
            }
        }
        String answer = shown.join();
        assertTrue(early > 0, "no frame before the end");
        return answer;
    }

    private static long received(Uploads uploads, String token) {
        return uploads.find(token, UploadChoice.NEWEST)
                .await()
                .map(Upload::receivedBytes)
                .orElse(0L);
    }

    private static int frame(Reply reply) {
        if (reply.text().contains("code=\"error_processing_upload\"")) {
            return NOT_YET;
        }
        assertEquals(200, reply.status(), reply::text);
        return reply.frame();
    }

    private static int frame(Edge edge, String token) {
        PictureSpec spec = new PictureSpec(
                new Moment.At(EARLY * 40_000L),
                new Geometry(160, 0, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.JPEG, 75, 0));
        try {
            Bytes picture = (Bytes) edge.server()
                    .delivery()
                    .deliver(
                            edge.server()
                                    .uploads()
                                    .medium(token, UploadChoice.NEWEST)
                                    .map(medium -> new Order(medium, spec)),
                            Trail.NONE)
                    .future()
                    .await()
                    .picture()
                    .body();
            return Barcode.read(
                    ImageIO.read(new ByteArrayInputStream(picture.buffer().getBytes())));
        } catch (PictureException e) {
            assertEquals(Failure.NotUploadedYet.class, e.failure().getClass(), e.getMessage());
            return NOT_YET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
