package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What reaches servers whose {@code server.access-log} is on, from now until it is closed. */
final class RequestLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger ACCESS = (Logger) LoggerFactory.getLogger("access");

    private final List<JsonObject> lines = new CopyOnWriteArrayList<>();

    RequestLog() {
        start();
        ACCESS.setAdditive(false);
        ACCESS.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new JsonObject(event.getFormattedMessage()));
    }

    /** The statuses with which requests for this target were answered, in order. */
    List<Integer> statuses(String target) {
        return lines.stream()
                .filter(line -> target.equals(line.getString("target")))
                .map(line -> line.getInteger("status"))
                .toList();
    }

    /** Waits until just these requests for the target have been answered. */
    void holds(String target, Integer... statuses) {
        List<Integer> expected = List.of(statuses);
        try {
            Until.holds(target, () -> statuses(target).equals(expected));
        } catch (AssertionError late) {
            assertEquals(expected, statuses(target), target);
        }
    }

    @Override
    public void close() {
        ACCESS.detachAppender(this);
        ACCESS.setAdditive(true);
    }
}
