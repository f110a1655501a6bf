package io.posterframe.clips;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.HlsSite.Fault;
import io.posterframe.clips.HlsSite.Kind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HlsSiteTest {
    private static Vertx vertx;
    private static HlsSite site;
    private static HlsStream stream;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        site = new HlsSite(vertx);
        stream = HlsRecipe.ts(Clip.STREAM).make();
        site.put("/film", stream.files());
    }

    @AfterAll
    static void stop() {
        site.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void servesFilesAndCountsThem() throws Exception {
        site.forget();
        byte[] segment = stream.media().get("segment-0.ts");
        assertArrayEquals(segment, get("/film/segment-0.ts").body());
        HttpResponse<byte[]> part = get("/film/segment-0.ts", "Range", "bytes=10-19");
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(segment, 10, 20), part.body());
        assertEquals(200, get("/film/media.m3u8").statusCode());
        assertEquals(404, get("/film/none.key").statusCode());
        assertEquals(segment.length + 10, site.bytes(Kind.SEGMENT));
        assertEquals(List.of("/film/media.m3u8"), site.paths(Kind.PLAYLIST));
        assertEquals(1, site.count(Kind.KEY));
    }

    @Test
    void misbehavesUntilItIsMended() throws Exception {
        site.fail("/film/segment-1.ts", 503);
        site.fail("/film/segment-2.ts", Fault.CUT_OFF);
        site.fail("/film/segment-3.ts", Fault.HANG);
        site.fail("/film/segment-4.ts", Fault.NO_RANGES);
        site.redirect("/old", "/film");
        assertEquals(503, get("/film/segment-1.ts").statusCode());
        assertThrows(IOException.class, () -> get("/film/segment-2.ts"));
        HttpRequest hanging =
                request("/film/segment-3.ts").timeout(Duration.ofMillis(200)).build();
        assertThrows(HttpTimeoutException.class, () -> client.send(hanging, BodyHandlers.ofByteArray()));
        assertEquals(200, get("/film/segment-4.ts", "Range", "bytes=10-19").statusCode());
        HttpResponse<byte[]> moved = get("/old/media.m3u8");
        assertEquals("/film/media.m3u8", moved.headers().firstValue("Location").orElseThrow());
        site.mend();
        for (int i = 1; i < 5; i++) {
            assertEquals(200, get("/film/segment-" + i + ".ts").statusCode());
        }
    }

    @Test
    void aLiveWindowMoves() throws Exception {
        LiveWindow live = site.live("/live", stream, 3);
        assertEquals(0, live.frameAt(0));
        assertEquals(149, live.lastFrame());
        assertEquals(149, live.frameAt(99));
        live.moveTo(2);
        String playlist = new String(get("/live/media.m3u8").body());
        assertTrue(playlist.contains("#EXT-X-MEDIA-SEQUENCE:2\n"), playlist);
        assertTrue(playlist.endsWith("segment-4.ts\n"), playlist);
        assertEquals(404, get("/live/segment-1.ts").statusCode());
        assertEquals(200, get("/live/segment-2.ts").statusCode());
        assertEquals(100, live.frameAt(0));
        assertEquals(126, live.frameAt(1.05));
        assertEquals(249, live.lastFrame());
        live.end();
        assertTrue(new String(get("/live/media.m3u8").body()).endsWith("#EXT-X-ENDLIST\n"));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.url(path)));
    }
}
