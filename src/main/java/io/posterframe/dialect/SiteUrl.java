package io.posterframe.dialect;

import java.net.URI;
import java.net.URISyntaxException;

/** Where clients reach the server, as options say it: a scheme and a host, such as https://pictures.example.com. */
public final class SiteUrl {
    private SiteUrl() {}

    /**
     * @param url empty for not given
     * @throws IllegalArgumentException when it is neither that nor empty; names the option {@code site-url}
     */
    public static void check(String url) {
        if (!url.isEmpty() && !isSite(url)) {
            throw new IllegalArgumentException(
                    "site-url must be http:// or https:// and a host, such as https://pictures.example.com");
        }
    }

    private static boolean isSite(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What a path is put behind. */
    public static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
