package io.posterframe.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class EntityTagTest {
    @Test
    void isHalfOfTheHashInQuotes() {
        assertEquals("\"e3b0c44298fc1c149afbf4c8996fb924\"", EntityTag.of(new byte[0]));
        assertEquals(EntityTag.of(new byte[] {1}), EntityTag.of(new byte[] {1}));
        assertNotEquals(EntityTag.of(new byte[] {1}), EntityTag.of(new byte[] {2}));
    }
}
