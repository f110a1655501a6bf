package io.posterframe.dialect.kaltura;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.picture.Failure;
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
            Map.entry(new Failure.Cancelled(), "503 exiting on error 11 - processing capture thumbnail"));

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
