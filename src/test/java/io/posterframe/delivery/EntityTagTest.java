package io.posterframe.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EntityTagTest {
    @Test
    void isHalfOfTheHashInQuotes() {
        assertEquals("\"e3b0c44298fc1c149afbf4c8996fb924\"", of());
        assertEquals(of(1), of(1));
        assertNotEquals(of(1), of(2));
    }

    private static String of(int... bytes) {
        ByteBuffer content = ByteBuffer.allocateDirect(bytes.length);
        for (int value : bytes) {
            content.put((byte) value);
        }
        return EntityTag.of(content.flip());
    }
}
