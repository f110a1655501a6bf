package io.posterframe.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    @Test
    void takesWhatIsHarmless() {
        for (String id : List.of("1", "0f-A_z.9:+/=", "Root=1-67891233-abcdef012345678912345678", "x".repeat(128))) {
            assertEquals(id, RequestId.sane(id));
        }
        for (String odd : List.of("", " ", "a b", "a\n", "a,b", "a\"", "<b>", "é", "]", "x".repeat(129))) {
            assertNull(RequestId.sane(odd), odd);
        }
        assertNull(RequestId.sane(null));
    }

    @Test
    void makesIdsOf128Bits() {
        String one = RequestId.random();
        assertTrue(one.matches("[0-9a-f]{32}"), one);
        assertNotEquals(one, RequestId.random());
    }
}
