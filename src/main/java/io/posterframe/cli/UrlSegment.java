package io.posterframe.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A text as one segment of a URL's path. */
final class UrlSegment {
    private UrlSegment() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
