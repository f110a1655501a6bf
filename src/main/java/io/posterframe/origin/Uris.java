package io.posterframe.origin;

import java.net.URI;

/** URIs as they may be shown in logs and failures. */
public final class Uris {
    private Uris() {}

    /**
     * Scheme, host, port and path; a query is shown as {@code ?…} and a user's name left out, as both may be secrets. Of an
     * {@code upload:} the id is shown, which is no secret: nothing can be had by it.
     */
    public static String shown(URI uri) {
        StringBuilder shown = new StringBuilder();
        if (uri.getScheme() != null) {
            shown.append(uri.getScheme()).append(':');
        }
        if (uri.getHost() != null) {
            shown.append("//").append(uri.getHost());
            if (uri.getPort() >= 0) {
                shown.append(':').append(uri.getPort());
            }
        } else if (uri.getRawAuthority() != null) {
            shown.append("//…");
        } else if ("file".equalsIgnoreCase(uri.getScheme())) {
            shown.append("//");
        }
        if ("upload".equals(uri.getScheme()) && uri.isOpaque()) {
            shown.append(uri.getRawSchemeSpecificPart());
        }
        if (uri.getRawPath() != null) {
            shown.append(uri.getRawPath());
        }
        return shown.append(uri.getRawQuery() == null ? "" : "?…").toString();
    }
}
