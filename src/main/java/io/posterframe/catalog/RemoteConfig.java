package io.posterframe.catalog;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service that is asked over HTTP where the media of an entry is. */
public record RemoteConfig(
        @Doc("Asked by GET where the media of an entry is: a URL with {entry_id} and perhaps {partner_id} in it, "
                        + "behind the host only. Empty for none.")
                String url,
        @Doc("Headers of these requests, each as 'Name: value'.") List<String> headers,
        @Doc("How long an answer may take.") @Range(min = 10, max = 60_000) Duration timeout,
        @Doc("The longest answer that is read.") @Range(min = 256, max = 1024 * 1024) long maxAnswerBytes,
        @Doc("Requests at once; ten times as many may wait.") @Range(min = 1, max = 1000) int connections) {

    public static final RemoteConfig DEFAULTS = new RemoteConfig("", List.of(), Duration.ofSeconds(3), 64 << 10, 16);

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e]*");

    public RemoteConfig {
        headers = List.copyOf(headers);
        if (!url.isEmpty()) {
            template(url);
        }
        for (String header : headers) {
            if (!HEADER.matcher(header).matches()) {
                // without the header itself: it may be a secret
                throw new IllegalArgumentException("headers must be written 'Name: value', in ASCII");
            }
        }
    }

    /** Whether there is such a service. */
    public boolean isOn() {
        return !url.isEmpty();
    }

    /** Scheme, host and port of the service, which is on. */
    public URI site() {
        return template().site();
    }

    UrlTemplate template() {
        return template(url);
    }

    private static UrlTemplate template(String url) {
        return new UrlTemplate(url, List.of(), Optional.empty());
    }

    /** Without the headers, so that they don't get into a log. */
    @Override
    public String toString() {
        return "RemoteConfig[" + url + "]";
    }
}
