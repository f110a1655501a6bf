package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.posterframe.clips.Barcode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came over the wire.
 *
 * @param headers by name in any case; several fields of a name joined with a comma
 */
record Reply(int status, Map<String, String> headers, byte[] body) {

    static Reply of(HttpResponse<byte[]> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return new Reply(response.statusCode(), headers, response.body());
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The value of Cache-Status behind the cache's name. */
    String cacheStatus() {
        String status = headers.get("cache-status");
        assertNotNull(status);
        assertEquals("posterframe; ", status.substring(0, 13));
        return status.substring(13);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    BufferedImage image() {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(body));
            assertNotNull(image, () -> "no picture: " + text());
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the frame that the whole picture shows, or {@link Barcode#NONE}. */
    int frame() {
        return Barcode.read(image());
    }

    /** Width x height. */
    String size() {
        BufferedImage image = image();
        return image.getWidth() + "x" + image.getHeight();
    }
}
