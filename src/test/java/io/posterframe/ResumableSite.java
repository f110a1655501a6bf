package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

/**
 * A site of another origin, whose one page uploads a file with Resumable.js from npm. Each chunk waits for the test's
 * leave.
 */
final class ResumableSite implements AutoCloseable {
    static final String FILE_NAME = "clip.mp4";

    private static final String VERSION = "1.1.0";

    private static final String PAGE =
            """
            <!doctype html><script src="/resumable.js"></script><script>
            const say = (path, body) => fetch(path, {method: 'POST', body});
            fetch('/clip').then(answer => answer.blob()).then(blob => {
              const uploads = new Resumable({
                simultaneousUploads: 1,
                prioritizeFirstAndLastChunk: true,
                preprocess: chunk => fetch('/next').then(() => chunk.preprocessFinished()),
                OPTIONS
              });
              uploads.on('fileAdded', () => uploads.upload());
              uploads.on('error', message => say('/failed', message));
              uploads.on('fileSuccess', (file, message) => say('/done', message));
              uploads.addFile(new File([blob], 'FILE_NAME'));
            }).catch(error => say('/failed', '' + error));
            </script>""";

    private final HttpServer server;
    private final Semaphore leaves = new Semaphore(0);
    private final CompletableFuture<String> done = new CompletableFuture<>();

    /** @param options of Resumable.js, in JavaScript: {@code target: 'http://..', chunkSize: 1000} */
    ResumableSite(byte[] file, String options) throws Exception {
        byte[] page =
                PAGE.replace("OPTIONS", options).replace("FILE_NAME", FILE_NAME).getBytes(StandardCharsets.UTF_8);
        byte[] script = Files.readAllBytes(resumable());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "site");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> answer(exchange, "text/html", page));
        server.createContext("/resumable.js", exchange -> answer(exchange, "text/javascript", script));
        server.createContext("/clip", exchange -> answer(exchange, "video/mp4", file));
        server.createContext("/next", exchange -> {
            leaves.acquireUninterruptibly();
            answer(exchange, "text/plain", new byte[0]);
        });
        server.createContext("/done", exchange -> {
            done.complete(said(exchange));
            answer(exchange, "text/plain", new byte[0]);
        });
        server.createContext("/failed", exchange -> {
            done.completeExceptionally(new AssertionError(said(exchange)));
            answer(exchange, "text/plain", new byte[0]);
        });
        server.start();
    }

    /** Opens the page in a browser. @return what the last chunk was answered with */
    CompletableFuture<String> show() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Browser.show("http://127.0.0.1:" + server.getAddress().getPort() + "/", done);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Lets one more chunk go. */
    void next() {
        leaves.release();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String said(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
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
