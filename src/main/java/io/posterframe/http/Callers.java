package io.posterframe.http;

import io.posterframe.access.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells who a request comes from. */
final class Callers {

    Caller of(HttpServerRequest request) {
        return new Caller(
                address(request.remoteAddress()),
                request.uri(),
                request.getHeader(HttpHeaders.REFERER),
                request.method() != HttpMethod.POST);
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
