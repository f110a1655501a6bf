package io.posterframe.origin;

import io.posterframe.address.AddressRange;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses an origin may have: public ones, and those that the configuration adds. Pure; what is passed in must be
 * the address that is then connected to, or a name server could answer one address to the check and another to the use.
 *
 * <p>The lists follow IANA's special-purpose address registries (RFC 6890). In IPv6 everything outside of 2000::/3 is
 * refused. Forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4) are judged by the address they carry.
 */
final class AddressPolicy {
    private static final List<AddressRange> NOT_PUBLIC = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16", // a public cloud's inner service
            "169.254.0.0/16", // with 169.254.169.254, where clouds keep credentials
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");
    private static final AddressRange IPV6_PUBLIC = AddressRange.parse("2000::/3");
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final List<AddressRange> allowed;

    /** @param allowed CIDR ranges that are let through although they are not public */
    AddressPolicy(List<String> allowed) {
        this.allowed = ranges(allowed.toArray(String[]::new));
    }

    boolean refuses(InetAddress address) {
        return refuses(address.getAddress());
    }

    private boolean refuses(byte[] address) {
        if (lies(address, allowed)) {
            return false;
        }
        if (address.length == 4) {
            return lies(address, NOT_PUBLIC);
        }
        if (Arrays.equals(address, 0, 12, MAPPED_PREFIX, 0, 12)
                || COMPATIBLE.contains(address)
                || NAT64.contains(address)) {
            return refuses(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return refuses(Arrays.copyOfRange(address, 2, 6));
        }
        return !IPV6_PUBLIC.contains(address) || lies(address, NOT_PUBLIC);
    }

    private static boolean lies(byte[] address, List<AddressRange> ranges) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }
}
