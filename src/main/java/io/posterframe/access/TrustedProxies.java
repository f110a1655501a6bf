package io.posterframe.access;

import io.posterframe.address.AddressLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the client's address behind proxies. Safe on every thread. */
public final class TrustedProxies {
    /** The most steps that are taken back from proxy to proxy. */
    static final int MOST_HOPS = 50;

    private static final InetAddress NOWHERE = AddressLiteral.parse("0.0.0.0").orElseThrow();

    private final AddressRanges trusted;

    public TrustedProxies(AccessConfig config) {
        trusted = AddressRanges.of(config.trustedProxies());
    }

    /** Whether nobody's word is taken for another's address; then {@link #client} gives what it is given. */
    public boolean isEmpty() {
        return trusted.ranges().isEmpty();
    }

    /**
     * The address that the nearest proxy which isn't trusted has, or the client itself. Each proxy adds the address that
     * it was asked from to the end of X-Forwarded-For, so the list is read from there for as long as the one who wrote
     * an item is trusted. It ends at what is no address.
     *
     * @param remote       the other end of the connection
     * @param forwardedFor the values of X-Forwarded-For in their order, perhaps none
     */
    public InetAddress client(InetAddress remote, List<String> forwardedFor) {
        InetAddress client = remote;
        if (isEmpty()) {
            return client;
        }
        int hops = 0;
        for (int i = forwardedFor.size() - 1; i >= 0; i--) {
            String value = forwardedFor.get(i);
            for (int end = value.length(); end >= 0; ) {
                int comma = value.lastIndexOf(',', end - 1);
                Optional<InetAddress> next = trusted.contain(client) && hops++ < MOST_HOPS
                        ? address(value.substring(comma + 1, end).strip())
                        : Optional.empty();
                if (next.isEmpty()) {
                    return client;
                }
                client = next.get();
                end = comma;
            }
        }
        return client;
    }

    /**
     * The same, of an address as text, perhaps with a zone ({@code fe80::1%eth0}). What has no address, such as the other
     * end of a Unix socket, is taken for 0.0.0.0, which can be listed as trusted.
     */
    public InetAddress client(@Nullable String remote, List<String> forwardedFor) {
        int zone = remote == null ? -1 : remote.indexOf('%');
        Optional<InetAddress> address =
                remote == null ? Optional.empty() : AddressLiteral.parse(zone < 0 ? remote : remote.substring(0, zone));
        return client(address.orElse(NOWHERE), forwardedFor);
    }

    /** Reads an address, also one with a port behind it and an IPv6 address in brackets. */
    private static Optional<InetAddress> address(String item) {
        String text = item;
        int colon = item.lastIndexOf(':');
        int bracket = item.indexOf(']');
        if (item.startsWith("[") && bracket > 0 && item.substring(bracket + 1).matches("(:[0-9]{1,5})?")) {
            text = item.substring(1, bracket);
        } else if (colon > 0
                && colon == item.indexOf(':')
                && item.substring(colon).matches(":[0-9]{1,5}")) {
            text = item.substring(0, colon);
        }
        return AddressLiteral.parse(text);
    }
}
