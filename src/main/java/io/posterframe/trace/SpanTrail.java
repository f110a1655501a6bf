package io.posterframe.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.posterframe.trail.Note;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.posterframe.trail.Untraced;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A traced request or stage: one span. A trace has {@value #MOST} spans at most; what comes after has none. */
final class SpanTrail implements Trail {
    static final int MOST = 500;

    private static final Map<Stage, String> NAMES = new EnumMap<>(Arrays.stream(Stage.values())
            .collect(Collectors.toMap(Function.identity(), stage -> stage.name().toLowerCase(Locale.ROOT))));

    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Tracer tracer;
    private final Span span;
    private final Context context;
    private final String requestId;

    /** How many more spans the trace may have. */
    private final AtomicInteger left;

    SpanTrail(Tracer tracer, Span span, String requestId) {
        this(tracer, span, requestId, new AtomicInteger(MOST - 1));
    }

    private SpanTrail(Tracer tracer, Span span, String requestId, AtomicInteger left) {
        this.tracer = tracer;
        this.span = span;
        this.context = Context.root().with(span);
        this.requestId = requestId;
        this.left = left;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public Trail begin(Stage stage) {
        if (left.getAndDecrement() <= 0) {
            return new Untraced(requestId);
        }
        Span child = tracer.spanBuilder(NAMES.get(stage))
                .setParent(context)
                .setSpanKind(stage == Stage.ORIGIN_REQUEST ? SpanKind.CLIENT : SpanKind.INTERNAL)
                .startSpan();
        return new SpanTrail(tracer, child, requestId, left);
    }

    @Override
    public void took(Stage stage, long nanos, long endedAgo) {
        if (left.getAndDecrement() <= 0) {
            return;
        }
        Instant end = Instant.now().minus(endedAgo, ChronoUnit.NANOS);
        tracer.spanBuilder(NAMES.get(stage))
                .setParent(context)
                .setStartTimestamp(end.minus(nanos, ChronoUnit.NANOS))
                .startSpan()
                .end(end);
    }

    @Override
    public void note(Note note, @Nullable String value) {
        if (value != null) {
            span.setAttribute(note.key(), value);
        }
    }

    @Override
    public void note(Note note, long value) {
        span.setAttribute(note.key(), value);
    }

    @Override
    public void rename(String name) {
        span.updateName(name);
    }

    @Override
    public void failed(String kind) {
        span.setAttribute(ERROR, kind);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void waitedFor(Trail other) {
        if (other instanceof SpanTrail traced) {
            span.addLink(traced.span.getSpanContext());
        }
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public void carry(BiConsumer<String, String> headers) {
        W3CTraceContextPropagator.getInstance()
                .inject(context, headers, (carrier, field, value) -> headers.accept(field, value));
    }
}
