package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 23 Video API of sites that restrict it. */
class PhotoSwitchesTest {
    @TempDir
    Path data;

    @Test
    void asksForATokenWhereTheSiteIsNotPublic() throws Exception {
        try (Edge edge = Edge.start(data, "photo.public-site", "false")) {
            assertTrue(edge.get("/api/photo/frame?time=1").text().contains("code=\"token_required\""));
            assertTrue(edge.get("/api/photo/frame?time=1&photo_id=1").text().contains("code=\"token_required\""));
            assertTrue(edge.get("/api/photo/frame?time=1&photo_id=1&token=a")
                    .text()
                    .contains("\"no_such_photo\""));
        }
    }

    @Test
    void isNotThereWhereItIsOff() throws Exception {
        try (Edge edge = Edge.start(data, "photo.enabled", "false")) {
            for (String method : new String[] {"frame", "get-upload-token"}) {
                Reply reply = edge.get("/api/photo/" + method + "?format=json&raw");
                assertEquals(200, reply.status());
                assertTrue(reply.text().contains("\"code\":\"permission_denied\""), reply::text);
            }
            assertEquals(
                    403,
                    edge.get("/api/photo/redeem-upload-token?upload_token=a").status());
        }
    }

    @Test
    void saysWhenToComeAgain() throws Exception {
        try (Edge edge = Edge.start(data, "limits.photo.requests-per-second", "1")) {
            edge.get("/api/photo/frame?time=1&photo_id=1&token=a");
            Reply reply = edge.get("/api/photo/frame?time=1&photo_id=1&token=a");
            for (int i = 0; i < 100 && !reply.text().contains("rate_limited"); i++) {
                reply = edge.get("/api/photo/frame?time=1&photo_id=1&token=a");
            }
            assertEquals(200, reply.status());
            assertTrue(reply.text().contains("code=\"rate_limited\""), reply::text);
            assertNotNull(reply.header("retry-after"));
            assertEquals("no-store", reply.header("cache-control"));
        }
    }
}
