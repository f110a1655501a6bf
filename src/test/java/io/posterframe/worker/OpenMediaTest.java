package io.posterframe.worker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenMediaTest {
    @Test
    void takesAWrongSumForTheImagesFailure() {
        for (RuntimeException sum :
                List.of(new ArithmeticException(), new IndexOutOfBoundsException(), new NegativeArraySizeException())) {
            PictureException failed = assertThrows(
                    PictureException.class,
                    () -> OpenMedia.ofImage(() -> {
                        throw sum;
                    }));
            assertInstanceOf(Failure.Undecodable.class, failed.failure());
        }
    }

    @Test
    void leavesOtherFaultsAsTheyAre() {
        IllegalStateException fault = new IllegalStateException();
        assertSame(
                fault,
                assertThrows(
                        IllegalStateException.class,
                        () -> OpenMedia.ofImage(() -> {
                            throw fault;
                        })));
    }
}
