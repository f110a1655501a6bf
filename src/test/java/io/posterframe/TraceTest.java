package io.posterframe;

import static io.posterframe.Collector.id;
import static io.posterframe.Collector.only;
import static io.posterframe.Collector.parent;
import static io.posterframe.Collector.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.posterframe.clips.Clip;
import io.posterframe.origin.OriginStub;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Traces as a collector gets them, of videos at an origin that tells what it was sent. */
class TraceTest {
    private static final String ROUTE = "GET /p/:partner/thumbnail/*";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    static Path temp;

    private static Vertx vertx;
    private static OriginStub origin;
    private static Collector collector;
    private static Edge edge;

    /** A trace of its own for each test. */
    private final String trace = String.format("%032x", 0xabcdef00L + NUMBERS.incrementAndGet());

    private final String sent = "00-" + trace + "-" + PARENT + "-01";

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        origin = new OriginStub(vertx, new HttpServerOptions());
        origin.media = Files.readAllBytes(Clip.LONG_GOP.file());
        collector = new Collector();
        edge = start("data", collector.endpoint(), "tracing.otlp-headers", "['Authorization: Bearer secret']");
    }

    private static Edge start(String data, String endpoint, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "catalog.folder",
                "",
                "catalog.templates",
                "[{url: 'http://127.0.0.1:" + origin.port() + "/{entry_id}.mp4'}]",
                "origin.allowed-addresses",
                "[127.0.0.0/8]",
                "origin.send-request-id",
                "true",
                "tracing.otlp-endpoint",
                endpoint));
        options.addAll(List.of(more));
        return Edge.start(temp.resolve(data), options.toArray(String[]::new)).ready();
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
        collector.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static String picture(int width) {
        return Edge.thumb("e" + NUMBERS.incrementAndGet(), "width/" + width + "/vid_sec/33");
    }

    private static List<String> children(List<Span> spans, Span of) {
        return spans.stream()
                .filter(span -> parent(span).equals(id(of)))
                .map(Span::getName)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void aNewPictureHasASpanForEachStage() {
        String path = picture(201);
        origin.traceParents.clear();
        origin.requestIds.clear();
        edge.picture(path + "/ks/secret?a=b", "traceparent", sent, "tracestate", "vendor=1", "x-request-id", "my-1");
        List<Span> spans = collector.trace(trace, ROUTE, 1);

        Span request = only(spans, ROUTE);
        assertEquals(PARENT, parent(request));
        assertEquals("vendor=1", request.getTraceState());
        assertEquals(SpanKind.SPAN_KIND_SERVER, request.getKind());
        assertEquals(List.of("cache", "check", "lookup", "parse", "render", "respond"), children(spans, request));
        assertEquals("GET", value(request, "http.request.method"));
        assertEquals("/p/:partner/thumbnail/*", value(request, "http.route"));
        assertEquals(path + "/ks/***", value(request, "url.path"));
        assertEquals("a=b", value(request, "url.query"));
        assertEquals("200", value(request, "http.response.status_code"));
        assertEquals("miss", value(request, "posterframe.cache"));
        assertEquals("my-1", value(request, "posterframe.request_id"));
        assertNotEquals("none", value(request, "posterframe.engine"));

        Span render = only(spans, "render");
        assertEquals(List.of("GET", "compose", "decode", "encode", "origin", "queue"), children(spans, render));
        Span check = only(spans, "check");
        assertEquals(List.of("GET"), children(spans, check));
        assertTrue(request.getStartTimeUnixNano() <= render.getStartTimeUnixNano());
        assertTrue(only(spans, "encode").getEndTimeUnixNano() <= render.getEndTimeUnixNano() + 1_000_000);

        List<Span> asked = Collector.named(spans, "GET");
        assertTrue(asked.stream().allMatch(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT));
        assertTrue(asked.stream().allMatch(span -> value(span, "server.port").equals("" + origin.port())));
        assertEquals(
                asked.stream()
                        .map(span -> "00-" + trace + "-" + id(span) + "-01")
                        .collect(Collectors.toSet()),
                Set.copyOf(origin.traceParents));
        assertEquals(asked.size(), origin.traceParents.size());
        assertEquals(Set.of("my-1"), Set.copyOf(origin.requestIds));
        assertTrue(collector.services.contains("posterframe"));
        assertTrue(collector.authorizations.contains("Bearer secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-0123456789abcdef0123456789abcdef-0000000000000000-01",
                "00-0123456789ABCDEF0123456789ABCDEF-00f067aa0ba902b7-01",
                "00-0123456789abcdef0123456789abcdef-00f067aa0ba902b7-01-more",
                "ff-0123456789abcdef0123456789abcdef-00f067aa0ba902b7-01"
            })
    void aMalformedParentIsAsGoodAsNone(String malformed) {
        Reply refused = edge.get(Edge.thumb("x", "format/xyz"), "traceparent", malformed);
        // an id that was made here is the trace's
        String id = Objects.requireNonNull(refused.header("x-request-id"));
        Span request = only(collector.trace(id, ROUTE, 1), ROUTE);
        assertEquals("", parent(request));
        assertEquals(id, value(request, "posterframe.request_id"));
    }

    @Test
    void whoJoinsIsLinkedToTheRenderThatItWaitsFor() throws Exception {
        String path = picture(202);
        String other = String.format("%032x", 0xfedcba00L + NUMBERS.incrementAndGet());
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            CompletableFuture<Reply> first = edge.send("GET", path, "", "traceparent", sent);
            Until.holds("the first is in flight", () -> edge.server().delivery().flights() == 1);
            long read = edge.requestsRead();
            CompletableFuture<Reply> second =
                    edge.send("GET", path, "", "traceparent", "00-" + other + "-" + PARENT + "-01");
            Until.holds("the second has come", () -> edge.requestsRead() > read);
            stopped.letGo();
            assertEquals(200, first.join().status());
            assertEquals("fwd=miss; collapsed", second.join().cacheStatus());
        }
        Span render = only(collector.trace(trace, ROUTE, 1), "render");
        List<Span> joined = collector.trace(other, ROUTE, 1);
        assertTrue(Collector.named(joined, "render").isEmpty());
        Span join = only(joined, "join");
        assertEquals(1, join.getLinksCount());
        assertEquals(render.getSpanId(), join.getLinks(0).getSpanId());
        assertEquals(render.getTraceId(), join.getLinks(0).getTraceId());
    }

    @Test
    void failuresAreMarked() {
        origin.status = 500;
        String path = picture(203);
        try (Lines log = new Lines("io.posterframe.delivery.Delivery")) {
            assertEquals(
                    502,
                    edge.get(path, "traceparent", sent, "x-request-id", "failed-1")
                            .status());
            assertEquals(1, log.lines.size(), log.lines::toString);
            assertTrue(
                    log.lines.get(0).startsWith("[request failed-1] no picture of http://127.0.0.1:"),
                    log.lines::toString);
        } finally {
            origin.status = 0;
        }
        List<Span> spans = collector.trace(trace, ROUTE, 1);
        assertEquals(
                StatusCode.STATUS_CODE_ERROR, only(spans, ROUTE).getStatus().getCode());
        assertEquals("502", value(only(spans, ROUTE), "error.type"));
        assertEquals("origin", value(only(spans, "check"), "error.type"));
        Span asked = Collector.named(spans, "GET").get(0);
        assertEquals("500", value(asked, "http.response.status_code"));
        assertEquals("failed", value(asked, "error.type"));
    }

    @Test
    void aReadyAnswerIsTracedOnlyForWhoTraces() {
        String path = picture(204);
        edge.picture(path);
        assertEquals("hit; detail=memory", edge.picture(path).cacheStatus());
        edge.picture(path, "traceparent", "00-" + trace + "-" + PARENT + "-00");
        edge.get("/health/live");
        edge.picture(path, "traceparent", sent);
        Span hit = only(collector.trace(trace, "GET", 1), "GET");
        assertEquals("memory", value(hit, "posterframe.cache"));
        assertEquals(PARENT, parent(hit));
        long ofThePath = collector.spans.stream()
                .filter(span -> value(span, "url.path").equals(path))
                .count();
        assertEquals(2, ofThePath);
        assertTrue(collector.spans.stream()
                .noneMatch(span -> value(span, "url.path").startsWith("/health")));
    }

    @Test
    void whoIsNotSampledIsNotTraced() {
        origin.traceParents.clear();
        edge.picture(picture(205), "traceparent", sent.replaceFirst("01$", "00"));
        assertFalse(origin.traceParents.isEmpty());
        assertTrue(origin.traceParents.stream().allMatch(Objects::isNull));
        String last = String.format("%032x", 0xfedcba00L + NUMBERS.incrementAndGet());
        edge.picture(picture(206), "traceparent", "00-" + last + "-" + PARENT + "-01");
        collector.trace(last, ROUTE, 1);
        assertTrue(collector.spans.stream()
                .noneMatch(span -> Collector.traceId(span).equals(trace)));
    }

    /** What a logger is told. */
    private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger logger;

        Lines(String name) {
            logger = (Logger) LoggerFactory.getLogger(name);
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }

    @Test
    void aCollectorThatIsAwayHarmsNothing() throws Exception {
        Collector gone = new Collector();
        gone.close();
        try (Lines lines = new Lines("io.posterframe.trace.ToldExporter")) {
            Edge alone = start("alone", gone.endpoint(), "tracing.export-timeout", "500ms");
            long closing;
            try {
                alone.picture(picture(209));
                Until.holds("it is told", () -> !lines.lines.isEmpty());
                for (int width = 210; width < 220; width++) {
                    alone.picture(picture(width));
                }
            } finally {
                closing = System.nanoTime();
                alone.close();
            }
            assertTrue(System.nanoTime() - closing < Duration.ofSeconds(20).toNanos());
            assertEquals(1, lines.lines.size(), lines.lines::toString);
            assertTrue(
                    lines.lines.get(0).startsWith("traces can't be sent to " + gone.endpoint()), lines.lines::toString);
        }
    }
}
