package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Failures failures = new Failures(Samples.config(1 << 20), nanos::get);

    @Test
    void remembersPassingFailuresForSecondsAndLastingOnesForLonger() {
        var passing = new Failure.OriginFailed("503", true);
        var lasting = new Failure.NoSuchEntry("x");
        failures.remember("passing", passing);
        failures.remember("lasting", lasting);
        pass(Duration.ofMillis(4999));
        assertEquals(passing, failures.recall("passing"));
        assertEquals(lasting, failures.recall("lasting"));
        pass(Duration.ofMillis(1));
        assertNull(failures.recall("passing"));
        assertEquals(lasting, failures.recall("lasting"));
        pass(Duration.ofSeconds(55));
        assertNull(failures.recall("lasting"));
    }

    @Test
    void recallingDoesNotMakeAFailureLastLonger() {
        failures.remember("k", new Failure.TimedOut("origin"));
        for (int second = 0; second < 5; second++) {
            assertEquals(new Failure.TimedOut("origin"), failures.recall("k"));
            pass(Duration.ofSeconds(1));
        }
        assertNull(failures.recall("k"));
    }

    @Test
    void doesNotRememberWhatSaysNothingOfTheKey() {
        for (Failure failure :
                List.of(new Failure.Overloaded(1), new Failure.Cancelled(), new Failure.TimedOut("queue"))) {
            failures.remember("k", failure);
            assertNull(failures.recall("k"), failure.toString());
        }
    }

    @Test
    void forgetsWhenTold() {
        failures.remember("k", new Failure.NoSuchEntry("x"));
        failures.forget("k");
        assertNull(failures.recall("k"));
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 5000; i++) {
            failures.remember("k" + i, new Failure.NoSuchEntry("x"));
        }
        assertTrue(failures.entries() <= 100);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
