package io.posterframe.dialect.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.upload.UploadRefused;
import io.posterframe.upload.UploadRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorTest {
    @ParameterizedTest
    @CsvSource({"BAD_FIELD, 400", "LEFT, 400", "TOO_SLOW, 400", "TOO_LARGE, 413", "NO_ROOM, 503", "BUSY, 503"})
    void whatAnUploadIsRefusedWithHasACode(Reason reason, int code) {
        ApiError error =
                ApiException.of(new UploadRefused(reason, "the reason")).error();
        assertEquals(new ApiError(code, "The reason."), error);
    }

    @Test
    void failuresHaveTheVendorsCodes() {
        assertEquals(400, code(new Failure.BadParameter("frames_per_second", "too many")));
        assertEquals(ApiError.NOT_THERE, ApiError.of(new Failure.NoSuchEntry("re_1")));
        assertEquals(ApiError.NOT_THERE, ApiError.of(new Failure.SourceMissing("x")));
        assertEquals(404, code(new Failure.NotUploadedYet()));
        assertEquals(403, code(new Failure.PartnerBlocked()));
        assertEquals(403, code(new Failure.CaptureBlocked()));
        assertEquals(415, code(new Failure.Undecodable("not a video", "")));
        assertEquals(415, code(new Failure.WorkerDied("")));
        assertEquals(ApiError.TOO_MANY, ApiError.of(new Failure.RateLimited("", 1, 1)));
        assertEquals(500, code(new Failure.Internal("secret")));
        assertEquals(500, code(new Failure.OriginRefused("secret")));
        assertEquals(503, code(new Failure.OriginFailed("secret", true)));
        assertEquals(503, code(new Failure.DatabaseFailed("secret")));
        assertEquals(503, code(new Failure.Overloaded(5)));
        assertEquals(503, code(new Failure.TimedOut("queue")));
    }

    private static int code(Failure failure) {
        ApiError error = ApiError.of(failure);
        assertFalse(error.message().contains("secret"), error.message());
        assertEquals(error, ApiException.of(new PictureException(failure)).error());
        return error.code();
    }
}
