package io.posterframe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.posterframe.trail.Trails;
import io.posterframe.trail.Trails.Incoming;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests are traced. Nothing is sent: the collector is a port that nobody listens on. */
class TracesTest {
    private static final String NOWHERE = "http://127.0.0.1:9";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Incoming NO_TRACE = new Incoming(null, null, null);
    private static final Incoming SAMPLED = new Incoming(null, "00-" + TRACE + "-00f067aa0ba902b7-01", null);
    private static final Incoming UNSAMPLED = new Incoming(null, "00-" + TRACE + "-00f067aa0ba902b7-00", null);

    private Trails traces = Trails.NONE;

    @AfterEach
    void close() {
        traces.close();
    }

    private Trails traces(double ratio, boolean follows, int perSecond) {
        traces = Tracing.open(
                new TracingConfig(NOWHERE, List.of(), "test", ratio, follows, perSecond, 512, Duration.ofMillis(100)));
        return traces;
    }

    @Test
    void nothingIsTracedWithoutACollector() {
        assertSame(Trails.NONE, Tracing.open(TracingConfig.DEFAULTS));
        Trail trail = Trails.NONE.begin(SAMPLED);
        assertFalse(trail.isTraced());
        assertTrue(trail.requestId().matches("[0-9a-f]{32}"), trail.requestId());
        assertSame(trail, trail.begin(Stage.RENDER));
        assertEquals("mine", Trails.NONE.begin(new Incoming("mine", null, null)).requestId());
    }

    @Test
    void aTraceOfTheClientGoesOn() {
        traces(0, true, 100);
        assertEquals(TRACE, traces.begin(SAMPLED).traceId());
        assertEquals(TRACE, traces.begin(SAMPLED).requestId());
        assertEquals(TRACE, traces.follow(SAMPLED).traceId());
        assertFalse(traces.begin(NO_TRACE).isTraced());
        assertFalse(traces.begin(UNSAMPLED).isTraced());
    }

    @Test
    void aClientThatDoesNotSampleIsTakenAtItsWord() {
        traces(1, true, 100);
        assertTrue(traces.begin(NO_TRACE).isTraced());
        assertFalse(traces.follow(NO_TRACE).isTraced());
        assertFalse(traces.begin(UNSAMPLED).isTraced());
    }

    @Test
    void clientsNeedNotBeFollowed() {
        traces(0, false, 100);
        assertFalse(traces.begin(SAMPLED).isTraced());
        assertFalse(traces.follow(SAMPLED).isTraced());
        traces.close();
        traces(1, false, 100);
        assertNotEquals(TRACE, traces.begin(SAMPLED).traceId());
        assertTrue(traces.begin(UNSAMPLED).isTraced());
    }

    @Test
    void strangersCannotHaveMoreTracedThanIsAllowed() {
        traces(1, true, 5);
        int traced = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            traced += traces.begin(i % 2 == 0 ? SAMPLED : NO_TRACE).isTraced() ? 1 : 0;
        }
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertTrue(traced >= 5 && traced <= 5 * (seconds + 1), traced + " in " + seconds + " s");
    }

    @Test
    void theAllowanceComesAnewEachSecond() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
        Allowance allowance = new Allowance(2, now::get);
        assertTrue(allowance.take());
        assertTrue(allowance.take());
        now.addAndGet(999_999_999);
        assertFalse(allowance.take());
        now.addAndGet(1);
        assertTrue(allowance.take());
    }

    @Test
    void aTraceHasNoMoreSpansThanItMay() {
        Trail trail = traces(1, true, 100).begin(NO_TRACE);
        for (int i = 1; i < SpanTrail.MOST; i++) {
            assertTrue(trail.begin(Stage.ORIGIN_REQUEST).isTraced());
        }
        Trail more = trail.begin(Stage.ORIGIN_REQUEST);
        assertFalse(more.isTraced());
        assertEquals(trail.requestId(), more.requestId());
    }

    @Test
    void anOriginIsToldTheSpanAndTheState() {
        Incoming incoming = new Incoming("id", SAMPLED.parent(), "a=1,b=2");
        Trail asked = traces(1, true, 100).begin(incoming).begin(Stage.ORIGIN_REQUEST);
        Map<String, String> headers = new HashMap<>();
        asked.carry(headers::put);
        assertEquals("a=1,b=2", headers.get("tracestate"));
        assertTrue(headers.get("traceparent").matches("00-" + TRACE + "-[0-9a-f]{16}-01"), headers::toString);
        assertFalse(headers.get("traceparent").contains("00f067aa0ba902b7"));
        headers.clear();
        traces.begin(new Incoming("id", SAMPLED.parent(), "a=" + "1".repeat(511)))
                .carry(headers::put);
        assertNull(headers.get("tracestate"));
    }

    @Test
    void optionsAreChecked() {
        for (String endpoint : List.of("collector:4318", "ftp://collector", "http://", "http://u@c/", "http://c/?a")) {
            assertThrows(IllegalArgumentException.class, () -> config(endpoint, List.of()), endpoint);
        }
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> config(NOWHERE, List.of("secret")));
        assertFalse(String.valueOf(problem.getMessage()).contains("secret"));
        TracingConfig good = config("https://c.example/otlp/", List.of("Authorization: Bearer secret"));
        assertEquals("https://c.example/otlp/v1/traces", good.tracesUrl());
        assertEquals(NOWHERE + "/v1/traces", config(NOWHERE, List.of()).tracesUrl());
        assertFalse(good.toString().contains("secret"));
    }

    private static TracingConfig config(String endpoint, List<String> headers) {
        return new TracingConfig(endpoint, headers, "x", 1, true, 1, 512, Duration.ofSeconds(1));
    }
}
