package io.posterframe.origin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the allow-list of hosts.
 *
 * @param host  lower case; an IPv6 address in brackets
 * @param below whether names below the host match instead of the host itself
 * @param port  the only port that matches, or {@link #WEB_PORTS}
 */
record HostRule(String host, boolean below, int port) {
    /** Stands for 80 and 443. */
    static final int WEB_PORTS = -1;

    private static final Pattern FORM =
            Pattern.compile("(\\*\\.)?([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

    /** Reads {@code host}, {@code *.host}, either with {@code :port}; else an IllegalArgumentException naming it. */
    static HostRule parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no host; write media.example.com, *.example.com or media.example.com:8443");
        }
        int port = parts.group(3) == null ? WEB_PORTS : Integer.parseInt(parts.group(3));
        return new HostRule(parts.group(2).toLowerCase(Locale.ROOT), parts.group(1) != null, port);
    }

    /** Whether an origin at this host (lower case, without a final dot) and port is meant. */
    boolean matches(String otherHost, int otherPort) {
        boolean hostMatches = below ? otherHost.endsWith("." + host) : otherHost.equals(host);
        boolean portMatches = port == WEB_PORTS ? otherPort == 80 || otherPort == 443 : otherPort == port;
        return hostMatches && portMatches;
    }
}
