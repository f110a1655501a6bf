package io.posterframe.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says one line when spans can't be sent, and one when they can again. Thread-safe. */
final class ToldExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ToldExporter.class);

    private final SpanExporter exporter;
    private final String collector;
    private final AtomicBoolean down = new AtomicBoolean();

    ToldExporter(SpanExporter exporter, String collector) {
        this.exporter = exporter;
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        sent.whenComplete(() -> {
            if (!sent.isSuccess()) {
                failed(sent.getFailureThrowable());
            } else if (down.getAndSet(false)) {
                LOG.info("traces are sent to {} again", collector);
            }
        });
        return sent;
    }

    private void failed(Throwable why) {
        if (!down.getAndSet(true)) {
            LOG.warn("traces can't be sent to {} and are dropped: {}", collector, reason(why));
        }
    }

    private static String reason(Throwable why) {
        Throwable cause = why;
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause == null ? "no reason given" : cause.toString();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
