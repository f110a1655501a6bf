package io.posterframe.database;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says one line when the database can't be asked any more and one when it can again. Thread-safe. */
final class Outage {
    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final AtomicBoolean failing = new AtomicBoolean();

    void failed(String why) {
        if (failing.compareAndSet(false, true)) {
            log.warn("the database can't be asked: {}", why);
        }
    }

    void worked() {
        // mostly a read: every transaction comes by here
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info("the database works again");
        }
    }
}
