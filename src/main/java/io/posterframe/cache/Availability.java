package io.posterframe.cache;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something that can fail for a while (reading the disk, writing it) is to be tried. After a failure, or some in a row, it rests,
 * then one try after the other decides. Says one line when it goes down and one when it is back. Thread-safe.
 */
final class Availability {
    private static final Logger log = LoggerFactory.getLogger(Availability.class);

    private final String what;
    private final long restMillis;
    private final int tolerated;
    private final InstantSource clock;
    private int failures;
    private boolean down;
    private long restsUntil;

    Availability(String what, Duration rest, InstantSource clock) {
        this(what, rest, 0, clock);
    }

    /** @param tolerated failures in a row after which it is still tried */
    Availability(String what, Duration rest, int tolerated, InstantSource clock) {
        this.what = what;
        this.tolerated = tolerated;
        this.restMillis = rest.toMillis();
        this.clock = clock;
    }

    /** Whether to try now. */
    synchronized boolean worthTrying() {
        return !down || clock.millis() >= restsUntil;
    }

    /** The same where many ask at once: while it is down, one of them is to try. */
    synchronized boolean mayTry() {
        if (!down) {
            return true;
        }
        if (clock.millis() < restsUntil) {
            return false;
        }
        restsUntil = clock.millis() + restMillis;
        return true;
    }

    synchronized boolean up() {
        return !down;
    }

    synchronized void failed(Exception why) {
        failures++;
        if (!down && failures <= tolerated) {
            return;
        }
        restsUntil = clock.millis() + restMillis;
        if (!down) {
            down = true;
            log.warn("{} is off, tried again every {} ms: {}", what, restMillis, why.toString());
        }
    }

    synchronized void worked() {
        failures = 0;
        if (down) {
            down = false;
            log.info("{} works again", what);
        }
    }
}
