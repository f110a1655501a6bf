package io.posterframe.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.posterframe.Browser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * What a headless Chromium shows of an image, or in a {@code <video>} that stands at a time, drawn on a canvas of its size.
 */
final class Chromium {
    private static final String PAGE =
            """
            <!doctype html><video muted></video><script>
            const video = document.querySelector('video');
            const send = (path, body) => fetch(path, {method: 'POST', body});
            video.onerror = () => send('/failed', 'the video: ' + video.error.code + ' ' + video.error.message);
            video.onloadeddata = () => {
              video.onseeked = () => requestAnimationFrame(() => setTimeout(() => {
                const canvas = document.createElement('canvas');
                canvas.width = video.videoWidth;
                canvas.height = video.videoHeight;
                const context = canvas.getContext('2d', {willReadFrequently: true});
                context.drawImage(video, 0, 0);
                const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
                send('/pixels?' + canvas.width + 'x' + canvas.height, pixels);
              }, 100));
              video.currentTime = SECONDS;
            };
            fetch('/file').then(answer => answer.blob()).then(blob => video.src = URL.createObjectURL(blob));
            </script>""";

    private static final String IMAGE_PAGE =
            """
            <!doctype html><img src="/file"><script>
            const image = document.querySelector('img');
            const send = (path, body) => fetch(path, {method: 'POST', body});
            const draw = () => {
              const canvas = document.createElement('canvas');
              canvas.width = image.naturalWidth;
              canvas.height = image.naturalHeight;
              const context = canvas.getContext('2d', {willReadFrequently: true});
              context.drawImage(image, 0, 0);
              const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
              send('/pixels?' + canvas.width + 'x' + canvas.height, pixels);
            };
            image.decode().then(draw, error => send('/failed', 'the image: ' + error));
            </script>""";

    private final CompletableFuture<BufferedImage> seen = new CompletableFuture<>();

    private Chromium() {}

    /** The frame on screen at {@code seconds}. */
    static BufferedImage frame(Path video, double seconds) {
        try {
            String page = PAGE.replace("SECONDS", Double.toString(seconds));
            return new Chromium().look(page, Files.readAllBytes(video), "video/webm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image in its size. */
    static BufferedImage image(Path file) {
        try {
            return new Chromium().look(IMAGE_PAGE, Files.readAllBytes(file), Files.probeContentType(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage look(String page, byte[] file, String type) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            byte[] html = page.getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> answer(exchange, "text/html", html));
            server.createContext("/file", exchange -> answer(exchange, type, file));
            server.createContext("/failed", exchange -> {
                seen.completeExceptionally(new AssertionError(new String(body(exchange), StandardCharsets.UTF_8)));
                answer(exchange, "text/plain", new byte[0]);
            });
            server.createContext("/pixels", exchange -> {
                seen.complete(image(exchange.getRequestURI().getQuery(), body(exchange)));
                answer(exchange, "text/plain", new byte[0]);
            });
            server.start();
            return Browser.show("http://127.0.0.1:" + server.getAddress().getPort() + "/", seen);
        } finally {
            server.stop(0);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        return exchange.getRequestBody().readAllBytes();
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static BufferedImage image(String size, byte[] rgba) {
        int width = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int height = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int rgb = (rgba[4 * i] & 255) << 16 | (rgba[4 * i + 1] & 255) << 8 | rgba[4 * i + 2] & 255;
            image.setRGB(i % width, i / width, rgb);
        }
        return image;
    }
}
