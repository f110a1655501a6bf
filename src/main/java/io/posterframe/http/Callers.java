package io.posterframe.http;

import io.posterframe.access.Caller;
import io.posterframe.access.TrustedProxies;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells who a request comes from. */
final class Callers {
    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final TrustedProxies proxies;

    Callers(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    Caller of(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        InetAddress peer = address(request.remoteAddress());
        return new Caller(
                proxies.isEmpty()
                        ? peer
                        : proxies.client(peer, request.headers().getAll(FORWARDED_FOR)),
                request.uri(),
                request.getHeader(HttpHeaders.REFERER),
                request.method() != HttpMethod.POST,
                Watch.trail(routing));
    }

    /** A peer that has no IP address is on this machine. */
    private static InetAddress address(SocketAddress peer) {
        try {
            String address = peer == null ? null : peer.hostAddress();
            return address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
