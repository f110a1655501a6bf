package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrisTest {
    @ParameterizedTest
    @CsvSource({
        "https://media.test/a%20b.mp4, https://media.test/a%20b.mp4",
        "http://media.test:8080/a.mp4?Signature=secret&Expires=1#part, http://media.test:8080/a.mp4?…",
        "https://me:secret@media.test/a.mp4?, https://media.test/a.mp4?…",
        "http://me:secret@not_a_host/a.mp4, http://…/a.mp4",
        "http://[::1]:81/a.mp4, http://[::1]:81/a.mp4",
        "file:///srv/media/a.mp4, file:///srv/media/a.mp4",
        "clip.mp4, clip.mp4",
        "mailto:me@media.test, mailto:"
    })
    void showsNoSecrets(URI uri, String shown) {
        assertEquals(shown, Uris.shown(uri));
    }
}
