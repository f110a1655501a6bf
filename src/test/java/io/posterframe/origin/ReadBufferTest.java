package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadBufferTest {
    private static final int LARGE = 2 << 20;

    @Test
    void isTheSameAsLongAsItIsLargeEnough() {
        byte[] first = ReadBuffer.of(5000).array();
        ByteBuffer shorter = ReadBuffer.of(10);
        assertSame(first, shorter.array());
        assertEquals(0, shorter.position());
        assertEquals(10, shorter.remaining());
        assertEquals(5000, ReadBuffer.of(5000).remaining());
        assertEquals(6000, ReadBuffer.of(6000).remaining());
    }

    @Test
    void isEachThreadsOwn() {
        byte[] ours = ReadBuffer.of(100).array();
        assertNotSame(
                ours,
                CompletableFuture.supplyAsync(() -> ReadBuffer.of(100).array()).join());
    }

    @Test
    void keepsNothingThatIsVeryLarge() {
        byte[] usual = ReadBuffer.of(100).array();
        assertEquals(LARGE, ReadBuffer.of(LARGE).remaining());
        assertSame(usual, ReadBuffer.of(100).array());
    }
}
