package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReceiversTest {
    private final Receivers receivers = new Receivers();

    @Test
    void eachHostHasItsPart() {
        for (String host : new String[] {"a", "b"}) {
            for (int i = 0; i < 3; i++) {
                assertNull(receivers.enter(host));
            }
            assertEquals(Duration.ofSeconds(1), receivers.enter(host));
        }
        receivers.leave("a");
        assertNull(receivers.enter("a"));
        assertEquals(Duration.ofSeconds(1), receivers.enter("b"));
    }

    @Test
    void theMoreWaitTheLessOftenEachAsks() {
        for (int i = 0; i < 103; i++) {
            receivers.enter("a");
        }
        assertEquals(Duration.ofSeconds(11), receivers.enter("a"));
        for (int i = 0; i < 1000; i++) {
            receivers.enter("a");
        }
        assertEquals(Duration.ofMinutes(1), receivers.enter("a"));
    }
}
