package io.posterframe.dialect.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.upload.UploadRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiErrorTest {
    private static final Map<Integer, List<Failure>> STATUSES = Map.of(
            400,
            List.of(new Failure.BadParameter("end_time_seconds", "the video ends before")),
            403,
            List.of(new Failure.PartnerBlocked(), new Failure.CaptureBlocked()),
            404,
            List.of(new Failure.NoSuchEntry("inner"), new Failure.EntryDeleted(), new Failure.SourceMissing("inner")),
            415,
            List.of(new Failure.Undecodable("no video", "inner"), new Failure.WorkerDied("inner")),
            429,
            List.of(new Failure.RateLimited("from your address", 1, 1)),
            500,
            List.of(new Failure.Internal("inner")),
            502,
            List.of(
                    new Failure.OriginFailed("inner", true),
                    new Failure.OriginRefused("inner"),
                    new Failure.SourceChanged("inner"),
                    new Failure.TimedOut("origin")),
            503,
            List.of(new Failure.Overloaded(5), new Failure.DatabaseFailed("inner"), new Failure.TimedOut("queue")));

    @Test
    void eachFailureHasTheStatusThatTheDocumentationTells() throws Exception {
        String document = Files.readString(Path.of("docs/frame-extractions.md"));
        STATUSES.forEach((status, failures) -> {
            assertTrue(document.contains("\n| " + status + " | "), "no row for " + status);
            failures.forEach(failure -> {
                ApiError error = ApiError.of(failure);
                assertEquals(status, error.status(), failure::toString);
                assertFalse(error.message().contains("inner"), "what is for the log alone");
            });
        });
    }

    @Test
    void theApisOwnWordsAreUsed() {
        assertEquals("File not found", ApiError.of(new Failure.NoSuchEntry("x")).message());
        assertEquals(
                "Invalid request or file duration is less than specified time range: end_time_seconds: the video ends"
                        + " before",
                ApiError.of(new Failure.BadParameter("end_time_seconds", "the video ends before"))
                        .message());
    }

    @Test
    void eachRefusalOfAnUploadHasAStatus() {
        Map<UploadRefused.Reason, Integer> statuses = Map.of(
                UploadRefused.Reason.BAD_FIELD, 400,
                UploadRefused.Reason.LEFT, 400,
                UploadRefused.Reason.TOO_LARGE, 400,
                UploadRefused.Reason.TOO_SLOW, 408,
                UploadRefused.Reason.NO_ROOM, 503,
                UploadRefused.Reason.BUSY, 503);
        statuses.forEach((reason, status) -> {
            ApiException refused = ApiException.of(new UploadRefused(reason, "the reason"));
            assertEquals(status, refused.error().status(), reason::toString);
            assertEquals("{\"error\":\"The reason\"}", refused.reply().json());
            assertEquals(status == 503, refused.reply().headers().containsKey("retry-after"));
        });
    }

    @Test
    void aReplySaysWhenToComeAgain() {
        Reply limited = ApiException.of(new PictureException(new Failure.RateLimited("from your address", 7, 3)))
                .reply();
        assertEquals(429, limited.status());
        assertEquals(
                Map.of("retry-after", "3", "ratelimit-limit", "7", "ratelimit-remaining", "0", "ratelimit-reset", "3"),
                limited.headers());
        assertEquals(
                Map.of("www-authenticate", "Bearer"),
                ApiException.noKey().reply().headers());
    }
}
