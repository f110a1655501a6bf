package io.posterframe.dialect.kaltura;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.picture.ImageFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KalturaErrorTest {
    private static final Map<Failure, String> ANSWERS = Map.ofEntries(
            Map.entry(new Failure.NoSuchEntry("x"), "404 exiting on error 1 - requested entry not found"),
            Map.entry(new Failure.NoEntryNamed(), "404 exiting on error 8 - no entry and no widget could be loaded"),
            Map.entry(
                    new Failure.BadParameter("format", "format must be\r\none of \u00e9"),
                    "404 exiting on error 25 - wrong query attributes, format must be??one of ?"),
            Map.entry(new Failure.NoSuchVersion(7), "404 exiting on error 10 - missing thumbnail fileSync for entry"),
            Map.entry(new Failure.FormatOff(ImageFormat.JXR), "404 exiting on error 17 - image resize failed"),
            Map.entry(new Failure.SourceMissing("/secret"), "404 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.OriginRefused("10.0.0.1"), "404 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.OriginFailed("500", true), "502 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.OriginFailed("403", false), "404 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.SourceChanged("etag"), "502 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.Undecodable("not a video", "x"), "404 exiting on error 17 - image resize failed"),
            Map.entry(new Failure.WorkerDied("9"), "404 exiting on error 17 - image resize failed"),
            Map.entry(new Failure.Internal("x"), "500 exiting on error 17 - image resize failed"),
            Map.entry(new Failure.Overloaded(2), "503 exiting on error 46 - Too many executed processes"),
            Map.entry(new Failure.TimedOut("queue"), "504 exiting on error 11 - processing capture thumbnail"),
            Map.entry(new Failure.NoSuchWidget(), "404 exiting on error 8 - no entry and no widget could be loaded"),
            Map.entry(new Failure.NoSuchFlavor(), "404 exiting on error 6 - requested flavor was not found"),
            Map.entry(new Failure.EntryDeleted(), "404 exiting on error 9 - requested entry is deleted or rejected"),
            Map.entry(new Failure.PartnerBlocked(), "404 exiting on error 15 - requested partner not active"),
            Map.entry(new Failure.CaptureBlocked(), "404 exiting on error 38 - The provided parameter is not allowed"),
            denied(Reason.PROFILE, "3 - entry restricted due to access-control"),
            denied(Reason.SIGNATURE, "3 - entry restricted due to access-control"),
            denied(Reason.SESSION_UNREADABLE, "4 - ks is an invalid string"),
            denied(Reason.SESSION_URL, "7 - ks is not valid"),
            denied(Reason.SESSION_EXPIRED, "31 - The given KS has expired"),
            denied(Reason.SESSION_PARTNER, "32 - The given partner is not valid for the request"),
            denied(Reason.SESSION_ADDRESS, "34 - ip address is out of the restricted ip range"),
            Map.entry(new Failure.NoSuchUpload(), "404 exiting on error 28 - upload token was not found"),
            Map.entry(new Failure.NotUploadedYet(), "503 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.NoSegmentYet(), "503 exiting on error 5 - required file was not found"),
            Map.entry(
                    new Failure.RateLimited("from you", 5, 1),
                    "429 exiting on error 57 - Access to service was rate limited"),
            Map.entry(new Failure.DatabaseFailed("x"), "503 exiting on error 5 - required file was not found"),
            Map.entry(new Failure.Cancelled(), "503 exiting on error 11 - processing capture thumbnail"));

    private static Map.Entry<Failure, String> denied(Reason reason, String error) {
        return Map.entry(new Failure.Denied(reason, "no"), "404 exiting on error " + error);
    }

    @Test
    void everyFailureHasItsError() {
        ANSWERS.forEach((failure, answer) -> {
            KalturaError error = KalturaError.of(failure);
            assertEquals(answer, error.status() + " " + error.app());
            assertEquals("error-" + error.number(), error.code());
        });
    }

    @Test
    void noFailureIsLeftOut() {
        Set<Class<?>> tried = ANSWERS.keySet().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(Set.of(Failure.class.getPermittedSubclasses()), tried);
    }
}
