package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import io.posterframe.upload.Upload;
import io.posterframe.upload.UploadChoice;
import io.posterframe.upload.Uploads;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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
    private static final String VERSION = "1.1.0";
    private static final int CHUNKS = 8;
    private static final int NOT_YET = -2;

    /** Each chunk waits for the test's leave. */
    private static final String PAGE =
            """
            <!doctype html><script src="/resumable.js"></script><script>
            const say = (path, body) => fetch(path, {method: 'POST', body});
            fetch('/clip').then(answer => answer.blob()).then(blob => {
              const uploads = new Resumable({
                target: 'TARGET/uploads',
                query: {upload_token_id: 'TOKEN'},
                chunkSize: SIZE,
                simultaneousUploads: 1,
                prioritizeFirstAndLastChunk: true,
                permanentErrors: [400, 401, 404, 405, 409, 413],
                preprocess: chunk => fetch('/next').then(() => chunk.preprocessFinished()),
              });
              uploads.on('fileAdded', () => uploads.upload());
              uploads.on('error', message => say('/failed', message));
              uploads.on('complete', () => say('/done', 'done'));
              uploads.addFile(new File([blob], 'clip.mp4'));
            }).catch(error => say('/failed', '' + error));
            </script>""";

    @TempDir
    Path data;

    private final Semaphore leaves = new Semaphore(0);
    private final CompletableFuture<String> done = new CompletableFuture<>();

    @ParameterizedTest
    @EnumSource(names = {"MP4_INDEX_LAST", "TS"})
    void framesAreTakenWhileResumableUploads(Clip clip) throws Exception {
        byte[] file = Files.readAllBytes(clip.file());
        int size = file.length / CHUNKS;
        try (Edge edge =
                Edge.start(data, "uploads.keys", "[a-key-of-the-tests-1]").ready()) {
            Uploads uploads = edge.server().uploads();
            String token = new JsonObject(
                            edge.ask("POST", "/uploads/tokens", "", "Authorization", "Bearer a-key-of-the-tests-1")
                                    .text())
                    .getString("upload_token_id");
            String page = PAGE.replace("TARGET", "http://127.0.0.1:" + edge.port())
                    .replace("TOKEN", token)
                    .replace("SIZE", Integer.toString(size));
            HttpServer site = site(page, file);
            try {
                CompletableFuture<String> shown = CompletableFuture.supplyAsync(() -> show(site));
                int early = 0;
                for (int i = 1; i <= CHUNKS; i++) {
                    long before = received(uploads, token);
                    leaves.release();
                    Until.holds("a chunk comes", () -> received(uploads, token) > before || shown.isDone());
                    int frame = frame(edge, token, 10);
                    boolean first = i == 1;
                    assertTrue(frame == 10 || frame == NOT_YET, () -> "frame " + frame);
                    early += i < CHUNKS && frame == 10 ? 1 : 0;
                    if (clip == Clip.MP4_INDEX_LAST) {
                        assertEquals(first ? NOT_YET : 10, frame, "after the first and the last chunk");
                    }
                }
                assertEquals("done", shown.join());
                assertTrue(early > 0, "no frame before the end");
                Upload upload = uploads.find(token, UploadChoice.NEWEST).await().orElseThrow();
                assertTrue(upload.complete());
                assertEquals("clip.mp4", upload.fileName());
                assertArrayEquals(
                        file, Files.readAllBytes(data.resolve("uploads").resolve(upload.id())));
                assertEquals(
                        75,
                        edge.picture("/p/100/thumbnail/upload_token_id/" + token + "/width/160")
                                .frame());
                edge.settles();
            } finally {
                site.stop(0);
            }
        }
    }

    private String show(HttpServer site) {
        try {
            return Browser.show("http://127.0.0.1:" + site.getAddress().getPort() + "/", done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long received(Uploads uploads, String token) {
        return uploads.find(token, UploadChoice.NEWEST)
                .await()
                .map(Upload::receivedBytes)
                .orElse(0L);
    }

    private static int frame(Edge edge, String token, int number) throws IOException {
        PictureSpec spec = new PictureSpec(
                new Moment.At(number * 40_000L),
                new Geometry(160, 0, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.JPEG, 75, 0));
        try {
            Bytes picture = (Bytes) edge.server()
                    .delivery()
                    .deliver(edge.server()
                            .uploads()
                            .medium(token, UploadChoice.NEWEST)
                            .map(medium -> new Order(medium, spec)))
                    .future()
                    .await()
                    .picture()
                    .body();
            return Barcode.read(
                    ImageIO.read(new ByteArrayInputStream(picture.buffer().getBytes())));
        } catch (PictureException e) {
            assertEquals(Failure.NotUploadedYet.class, e.failure().getClass(), e.getMessage());
            return NOT_YET;
        }
    }

    private HttpServer site(String page, byte[] clip) throws Exception {
        byte[] script = Files.readAllBytes(resumable());
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "site");
            thread.setDaemon(true);
            return thread;
        }));
        site.createContext("/", exchange -> answer(exchange, "text/html", page.getBytes(StandardCharsets.UTF_8)));
        site.createContext("/resumable.js", exchange -> answer(exchange, "text/javascript", script));
        site.createContext("/clip", exchange -> answer(exchange, "video/mp4", clip));
        site.createContext("/next", exchange -> {
            leaves.acquireUninterruptibly();
            answer(exchange, "text/plain", new byte[0]);
        });
        site.createContext("/done", exchange -> {
            done.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "text/plain", new byte[0]);
        });
        site.createContext("/failed", exchange -> {
            done.completeExceptionally(
                    new AssertionError(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer(exchange, "text/plain", new byte[0]);
        });
        site.start();
        return site;
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The script of the npm package, fetched once. */
    private static Path resumable() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "npm").toAbsolutePath());
        Path script = folder.resolve("node_modules/resumablejs/resumable.js");
        if (!Files.exists(script)) {
            Process npm = new ProcessBuilder(
                            "npm",
                            "install",
                            "--prefix",
                            folder.toString(),
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            "resumablejs@" + VERSION)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, npm.waitFor(), said);
        }
        return script;
    }
}
