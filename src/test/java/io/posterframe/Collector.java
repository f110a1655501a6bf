package io.posterframe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector of traces: takes OTLP over HTTP on a free port of the loopback, and keeps the spans. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    final List<Span> spans = new CopyOnWriteArrayList<>();
    final List<String> services = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = exchange.getRequestBody();
                InputStream plain = packed ? new GZIPInputStream(body) : body) {
            for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(plain).getResourceSpansList()) {
                services.add(value(of.getResource().getAttributesList(), "service.name"));
                of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** The trace that was begun by this parent, once it holds this many spans of the name. */
    List<Span> trace(String traceId, String name, int spansOfTheName) {
        Until.holds(
                spansOfTheName + " spans " + name,
                () -> named(of(traceId), name).size() >= spansOfTheName);
        return of(traceId);
    }

    private List<Span> of(String traceId) {
        return spans.stream().filter(span -> traceId(span).equals(traceId)).toList();
    }

    static List<Span> named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    static Span only(List<Span> spans, String name) {
        List<Span> found = named(spans, name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans " + name + " among "
                    + spans.stream().map(Span::getName).toList());
        }
        return found.get(0);
    }

    static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    static String id(Span span) {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    static String parent(Span span) {
        return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** An attribute as text; "none" where it is not there. */
    static String value(Span span, String key) {
        return value(span.getAttributesList(), key);
    }

    private static String value(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().hasIntValue()
                        ? Long.toString(attribute.getValue().getIntValue())
                        : attribute.getValue().getStringValue())
                .findFirst()
                .orElse("none");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
