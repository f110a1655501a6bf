package io.posterframe.origin;

import java.net.InetAddress;
import java.util.List;

/**
 * A place that passed the {@link Gate}: what to say in the request, and the addresses that may be connected to.
 *
 * @param host      for the Host field, TLS server name and certificate check; an IPv6 address without brackets
 * @param path      path and query as written, at least {@code /}
 * @param addresses at least one, in the order to try them
 */
record Target(boolean tls, String host, int port, String path, List<InetAddress> addresses) {

    /** What shares a fate: one server behind one port. */
    String server() {
        return host + ":" + port;
    }
}
