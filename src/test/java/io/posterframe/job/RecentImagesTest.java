package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentImagesTest {
    private static final int MIB = 1 << 20;

    private final RecentImages images = new RecentImages();
    private int reads;

    private static JobFrame frame(int number, long crc) {
        return new JobFrame("job", number, "bundle", 0, MIB, crc, 16, 9);
    }

    private Future<ByteBuffer> read(int number, long crc) {
        return images.get(frame(number, crc), () -> {
            reads++;
            return Future.succeededFuture(ByteBuffer.allocateDirect(MIB).put(0, (byte) number));
        });
    }

    @Test
    void whatIsAskedForAgainIsReadOnce() {
        assertEquals(1, read(1, 0).await().get());
        ByteBuffer again = read(1, 0).await();
        assertEquals(MIB, again.remaining(), "the other has read its own");
        assertTrue(again.isDirect() && again.isReadOnly());
        assertEquals(1, reads);
    }

    @Test
    void aFrameThatWasMadeAnewIsReadAnew() {
        read(1, 0).await();
        read(1, 1).await();
        read(2, 0).await();
        assertEquals(3, reads);
    }

    @Test
    void manyAtOnceAreJoinedToOneRead() {
        Promise<ByteBuffer> reading = Promise.promise();
        List<Future<ByteBuffer>> asked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            asked.add(images.get(frame(1, 0), () -> {
                reads++;
                return reading.future();
            }));
        }
        reading.complete(ByteBuffer.allocateDirect(3));
        for (Future<ByteBuffer> one : asked) {
            assertEquals(3, one.await().remaining());
        }
        assertEquals(1, reads);
    }

    @Test
    void aFailureIsToldAsItIsAndNotRemembered() {
        PictureException failure = new PictureException(new Failure.Overloaded(5));
        Future<ByteBuffer> failed = images.get(frame(1, 0), () -> Future.failedFuture(failure));
        assertEquals(failure, assertThrows(PictureException.class, failed::await));
        assertEquals(1, read(1, 0).await().get());
        assertEquals(1, reads);
    }

    @Test
    void theyAreBoundedByTheirBytes() {
        for (int number = 0; number < 100; number++) {
            read(number, 0).await();
        }
        for (int number = 0; number < 100; number++) {
            read(number, 0).await();
        }
        assertTrue(reads >= 100 + 100 - 16, "kept more: " + reads);
    }
}
