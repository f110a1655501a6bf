package io.posterframe.dialect.photoframe;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where an upload's outcome is told. */
final class CallbackUrl {
    private CallbackUrl() {}

    /**
     * The order's URL with what it asked to be repeated, then the outcome's own parameters. Letters beyond ASCII are escaped:
     * a Location may have none.
     */
    static String of(UploadOrder order, String uploadToken, Map<String, String> outcome) {
        Map<String, String> all = new LinkedHashMap<>(order.more());
        all.put("domain", order.domain());
        all.put("upload_token", uploadToken);
        all.putAll(outcome);
        String query = all.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String url = order.returnUrl();
        int fragment = url.indexOf('#');
        String target = fragment < 0 ? url : url.substring(0, fragment);
        String behind = fragment < 0 ? "" : url.substring(fragment);
        boolean open = target.endsWith("?") || target.endsWith("&");
        String separator = target.indexOf('?') < 0 ? "?" : open ? "" : "&";
        return URI.create(target + separator + query + behind).toASCIIString();
    }

    /** The API leaves an apostrophe as it is. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%27", "'");
    }
}
