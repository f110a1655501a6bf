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
    private final Hosts hosts;
    private final AddressPolicy addresses;
    private final Names names;

    /** Which hosts may be asked, whatever their addresses. */
    interface Hosts {
        Hosts ANY = (host, port) -> true;

        boolean allow(String host, int port);
    }

    Gate(List<HostRule> rules, AddressPolicy addresses, Names names) {
        this((host, port) -> rules.stream().anyMatch(rule -> rule.matches(host, port)), addresses, names);
    }

    Gate(Hosts hosts, AddressPolicy addresses, Names names) {
        this.hosts = hosts;
        this.addresses = addresses;
        this.names = names;
    }

    /** Fails with OriginRefused, with OriginFailed when the host's name can't be resolved, with TimedOut. */
    Future<Target> check(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            return refuse("neither http nor https: " + Uris.shown(uri));
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return refuse("no plain host name: " + uri.getScheme() + "://…");
        }
        String host = plain(uri.getHost());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        if (!hosts.allow(host, port)) {
            return refuse("host not in the allow-list: " + host + ":" + port);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return names.find(bare).compose(found -> {
            List<InetAddress> usable = found.stream()
                    .filter(address -> !addresses.refuses(address))
                    .toList();
            return usable.isEmpty()
                    ? refuse(host + " has only refused addresses: " + found)
                    : Future.succeededFuture(new Target(tls, bare, port, path(uri), usable));
        });
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
