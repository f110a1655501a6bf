package io.posterframe.trace;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Which requests are traced, and where their traces go. */
public record TracingConfig(
        @Doc(
                        "The collector that takes OTLP over HTTP, such as http://localhost:4318; /v1/traces is asked below it. Empty "
                                + "for no traces.")
                String otlpEndpoint,
        @Doc("Headers of what is sent there, each as 'Name: value'.") List<String> otlpHeaders,
        @Doc("What this server is called in traces (service.name).") String serviceName,
        @Doc("Of the requests that belong to no trace yet, the part that is traced: 1 for all, 0 for none.")
                @Range(max = 1)
                double sampleRatio,
        @Doc(
                        "Whether a request that belongs to a trace of its client (traceparent, with the flag that it is sampled) is "
                                + "traced as a part of that.")
                boolean followClients,
        @Doc("Requests that are traced in a second at most, whoever wants them to be.") @Range(min = 1, max = 100_000)
                int maxPerSecond,
        @Doc("Spans that wait to be sent; more are dropped. A request has about ten.")
                @Range(min = 512, max = 1_000_000)
                int queueLength,
        @Doc(
                        "How long it may take to send spans, with all tries. At its end the server waits so long for the last ones.")
                @Range(min = 100, max = 60_000)
                Duration exportTimeout) {

    public static final TracingConfig DEFAULTS =
            new TracingConfig("", List.of(), "posterframe", 1, true, 100, 4096, Duration.ofSeconds(5));

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e]*");
    private static final int MAX_NAME = 255;

    public TracingConfig {
        otlpHeaders = List.copyOf(otlpHeaders);
        if (!otlpEndpoint.isEmpty() && !isEndpoint(otlpEndpoint)) {
            throw new IllegalArgumentException(
                    "otlp-endpoint must be http:// or https:// and a host, such as http://localhost:4318");
        }
        if (serviceName.isBlank() || serviceName.length() > MAX_NAME) {
            throw new IllegalArgumentException("service-name must be 1 to " + MAX_NAME + " characters");
        }
        for (String header : otlpHeaders) {
            if (!HEADER.matcher(header).matches()) {
                // without the header itself: it may be a secret
                throw new IllegalArgumentException("otlp-headers must be written 'Name: value', in ASCII");
            }
        }
    }

    private static boolean isEndpoint(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    boolean isOn() {
        return !otlpEndpoint.isEmpty();
    }

    String tracesUrl() {
        return otlpEndpoint + (otlpEndpoint.endsWith("/") ? "" : "/") + "v1/traces";
    }

    /** Without the headers, so that they don't get into a log. */
    @Override
    public String toString() {
        return "TracingConfig[" + otlpEndpoint + "]";
    }
}
