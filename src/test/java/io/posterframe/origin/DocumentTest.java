package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.trail.Trail;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    @TempDir
    Path temp;

    private Surroundings here;

    @BeforeEach
    void start() throws Exception {
        here = new Surroundings(temp);
        here.stub.media = "#EXTM3U secret".getBytes();
    }

    @AfterEach
    void stop() {
        here.close();
    }

    private Document document(URI uri, int maxBytes, Document known) throws Exception {
        return Surroundings.get(here.origins().document(uri, maxBytes, known, Trail.NONE));
    }

    @Test
    void aDocumentIsReadWholeAndKnowsWhereItWasFound() throws Exception {
        here.stub.redirect = "/b/found?x=1";
        here.stub.redirectFrom = "/a";
        Document document = document(here.url("/a"), 14, null);
        assertArrayEquals(here.stub.media, document.bytes().getBytes());
        assertEquals(here.url("/b/found?x=1"), document.base());
        assertFalse(document.toString().contains("secret"));
    }

    @Test
    void oneThatIsNotAnnouncedIsReadToItsEndOrItsLimit() throws Exception {
        here.stub.announcesLength = false;
        assertArrayEquals(
                here.stub.media, document(here.url("/a"), 14, null).bytes().getBytes());
        Surroundings.failure(Undecodable.class, () -> document(here.url("/a"), 13, null));
        here.stub.announcesLength = true;
        Surroundings.failure(Undecodable.class, () -> document(here.url("/a"), 13, null));
    }

    @Test
    void oneThatHasNotChangedIsTheSame() throws Exception {
        Document known = document(here.url("/a"), 100, null);
        assertSame(known, document(here.url("/a"), 100, known));
        here.stub.etag = "\"v2\"";
        assertNotSame(known, document(here.url("/a"), 100, known));
    }

    @Test
    void whatFailsFailsAsMediaDoes() throws Exception {
        here.stub.status = 404;
        Surroundings.failure(SourceMissing.class, () -> document(here.url("/a"), 100, null));
        here.stub.status = 0;
        here.stub.encoding = "gzip";
        Surroundings.failure(OriginFailed.class, () -> document(here.url("/a"), 100, null));
        Surroundings.failure(OriginRefused.class, () -> document(URI.create("data:,a"), 100, null));
        Surroundings.failure(OriginRefused.class, () -> document(URI.create("http://10.0.0.1/a"), 100, null));
    }

    @Test
    void aFileIsReadWithinItsLimit() throws Exception {
        Path file = Files.write(temp.resolve("list"), here.stub.media);
        assertArrayEquals(
                here.stub.media, document(file.toUri(), 14, null).bytes().getBytes());
        Surroundings.failure(Undecodable.class, () -> document(file.toUri(), 13, null));
        Surroundings.failure(
                SourceMissing.class, () -> document(temp.resolve("no").toUri(), 13, null));
    }
}
