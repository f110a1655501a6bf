package io.posterframe.dialect.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiErrorTest {
    private static final Map<String, List<Failure>> STATUSES = Map.of(
            "400 invalid_params",
            List.of(new Failure.BadParameter("width", "too wide"), new Failure.FormatOff(ImageFormat.WEBP)),
            "403 unauthorized_token",
            List.of(new Failure.Denied(Failure.Denied.Reason.PROFILE, "no")),
            "404 resource_not_found",
            List.of(new Failure.SourceMissing("404"), new Failure.NoSegmentYet()),
            "406 fetch_error",
            List.of(
                    new Failure.OriginFailed("500", true),
                    new Failure.OriginFailed("302", false),
                    new Failure.OriginRefused("inner"),
                    new Failure.SourceChanged("etag"),
                    new Failure.TimedOut("origin")),
            "422 invalid_object",
            List.of(new Failure.Undecodable("no video", ""), new Failure.WorkerDied("signal 11")),
            "429 rate_limited",
            List.of(new Failure.RateLimited("from your address", 1, 1)),
            "500 internal_error",
            List.of(new Failure.Internal("bug")),
            "503 temporarily_unavailable",
            List.of(new Failure.Overloaded(5), new Failure.DatabaseFailed("down"), new Failure.TimedOut("queue")));

    @Test
    void eachFailureHasTheStatusThatTheDocumentationTells() throws Exception {
        String document = Files.readString(Path.of("docs/hls-capture.md"));
        STATUSES.forEach((said, failures) -> {
            String row = "| " + said.replace(" ", " | `") + "` | ";
            assertTrue(document.contains(row), row);
            failures.forEach(failure -> {
                ApiError error = ApiError.of(failure);
                assertEquals(said, error.status() + " " + error.code(), failure::toString);
                assertTrue(error.message().endsWith("."), error.message());
                assertTrue(!error.message().contains("inner"), "what is for the log alone");
            });
        });
    }
}
