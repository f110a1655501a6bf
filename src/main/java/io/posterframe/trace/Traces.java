package io.posterframe.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.posterframe.trail.RequestId;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.posterframe.trail.Trails;
import io.posterframe.trail.Untraced;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Traces requests and sends their spans to a collector. Which requests are traced is decided here, before the SDK sees any,
 * so that the others cost nothing. Owns the SDK's one thread and what waits for it; whatever the collector does, requests
 * neither wait nor fail.
 */
final class Traces implements Trails {
    private static final Duration BATCH_DELAY = Duration.ofSeconds(1);
    private static final int BATCH = 512;
    private static final int LONGEST_VALUE = 1024;

    /** What the W3C asks everybody to take. */
    private static final int LONGEST_STATE = 512;

    /** Of the SDK, which would write to standard error by itself; kept, as a logger that nobody holds forgets its level. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry");

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Incoming> FIELDS = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Incoming incoming, String field) {
            if (incoming == null) {
                return null;
            }
            if ("traceparent".equals(field)) {
                return incoming.parent();
            }
            String state = incoming.state();
            return state == null || state.length() > LONGEST_STATE ? null : state;
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Allowance allowance;
    private final double ratio;
    private final boolean follows;
    private final long closeMillis;

    Traces(TracingConfig config) {
        SDK.setLevel(Level.OFF);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), config.serviceName())
                        .put(
                                AttributeKey.stringKey("service.instance.id"),
                                UUID.randomUUID().toString())
                        .build())
                .setSampler(Sampler.alwaysOn())
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new ToldExporter(exporter(config), config.otlpEndpoint()))
                        .setMaxQueueSize(config.queueLength())
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(BATCH_DELAY)
                        .setExporterTimeout(config.exportTimeout())
                        .setMeterProvider(MeterProvider::noop)
                        .build())
                .build();
        tracer = provider.get("io.posterframe");
        allowance = new Allowance(config.maxPerSecond(), System::nanoTime);
        ratio = config.sampleRatio();
        follows = config.followClients();
        closeMillis = config.exportTimeout().toMillis();
    }

    private static OtlpHttpSpanExporter exporter(TracingConfig config) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.tracesUrl())
                .setCompression("gzip")
                .setConnectTimeout(config.exportTimeout())
                .setTimeout(config.exportTimeout());
        for (String header : config.otlpHeaders()) {
            int colon = header.indexOf(':');
            builder.addHeader(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return builder.build();
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Trail begin(Incoming incoming) {
        Context client = client(incoming);
        boolean wanted = isSampled(client)
                || ratio > 0 && !hasTrace(client) && ThreadLocalRandom.current().nextDouble() < ratio;
        return trail(incoming, client, wanted);
    }

    @Override
    public Trail follow(Incoming incoming) {
        Context client = client(incoming);
        return trail(incoming, client, isSampled(client));
    }

    /** What was sent, or the root where that is malformed, missing or not to be followed. */
    private Context client(Incoming incoming) {
        return follows && incoming.parent() != null ? W3C.extract(Context.root(), incoming, FIELDS) : Context.root();
    }

    private static boolean isSampled(Context client) {
        SpanContext span = Span.fromContext(client).getSpanContext();
        return span.isValid() && span.isSampled();
    }

    private static boolean hasTrace(Context client) {
        return Span.fromContext(client).getSpanContext().isValid();
    }

    private Trail trail(Incoming incoming, Context client, boolean wanted) {
        String given = incoming.requestId();
        if (!wanted || !allowance.take()) {
            return new Untraced(given == null ? RequestId.random() : given);
        }
        Span span = tracer.spanBuilder(Stage.REQUEST.name())
                .setParent(client)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        String id = given == null ? span.getSpanContext().getTraceId() : given;
        return new SpanTrail(tracer, span, id);
    }

    @Override
    public void close() {
        provider.shutdown().join(closeMillis, TimeUnit.MILLISECONDS);
    }
}
