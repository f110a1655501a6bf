package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a URL may be asked, once for each URL of a chain of redirects: http or https, no user name, an allowed
 * host and port, and at least one allowed address. What it returns holds the checked addresses, so that nothing is
 * resolved a second time between the check and the connection.
 */
final class Gate {
    private final List<HostRule> hosts;
    private final boolean open;
    private final AddressPolicy addresses;
    private final Names names;

    /** @param open whether the host where a chain starts is allowed whatever it is, as are its redirects to itself */
    Gate(List<HostRule> hosts, boolean open, AddressPolicy addresses, Names names) {
        this.hosts = hosts;
        this.open = open;
        this.addresses = addresses;
        this.names = names;
    }

    /**
     * Fails with OriginRefused, with OriginFailed when the host's name can't be resolved, with TimedOut.
     *
     * @param start where the chain starts, as the catalog says
     */
    Future<Target> check(URI uri, URI start) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            return refuse("neither http nor https: " + Uris.shown(uri));
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return refuse("no plain host name: " + uri.getScheme() + "://…");
        }
        String host = plain(uri.getHost());
        int port = port(uri);
        boolean itself =
                open && start.getHost() != null && plain(start.getHost()).equals(host) && port(start) == port;
        if (!itself && hosts.stream().noneMatch(rule -> rule.matches(host, port))) {
            return refuse("neither a template nor origin.allowed-hosts names this host: " + host + ":" + port);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return names.find(bare).compose(found -> {
            List<InetAddress> usable = found.stream()
                    .filter(address -> !addresses.refuses(address))
                    .toList();
            return usable.isEmpty()
                    ? refuse(host + " has only addresses that origin.allowed-addresses does not allow: " + found)
                    : Future.succeededFuture(new Target(tls, bare, port, path(uri), usable));
        });
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Future<Target> refuse(String why) {
        return Future.failedFuture(new PictureException(new OriginRefused(why)));
    }
}
