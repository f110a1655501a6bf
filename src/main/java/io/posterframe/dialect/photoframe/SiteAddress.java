package io.posterframe.dialect.photoframe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a site is reached, in the form in which signatures cover it (RFC 5849, 3.4.1.2).
 *
 * @param origin scheme, host and port, in lower case, without the scheme's own port
 * @param domain the host alone
 */
record SiteAddress(String origin, String domain) {

    /** Reads {@code https://host[:port]}; anything else is an IllegalArgumentException. */
    static SiteAddress parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            boolean plain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (path.isEmpty() || path.equals("/"));
            if (!plain || !scheme.equals("http") && !scheme.equals("https")) {
                throw malformed();
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            int own = scheme.equals("https") ? 443 : 80;
            String port = uri.getPort() < 0 || uri.getPort() == own ? "" : ":" + uri.getPort();
            return new SiteAddress(scheme + "://" + host + port, host);
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "site-url must be http:// or https:// and a host, such as https://example.com");
    }
}
