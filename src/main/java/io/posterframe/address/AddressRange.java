package io.posterframe.address;

import java.util.regex.Pattern;

/** A CIDR range of IPv4 or IPv6 addresses; a lone address is the range that holds only itself. */
public final class AddressRange {
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    /** In front of an IPv4 address that is written as an IPv6 one. */
    private static final int MAPPED_BITS = 96;

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or one address; fails with an IllegalArgumentException naming it. */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] network =
                AddressLiteral.parse(address).orElseThrow(() -> malformed(text)).getAddress();
        int most = network.length * 8;
        if (slash < 0) {
            return new AddressRange(network, most);
        }
        boolean mapped = network.length == 4 && address.indexOf(':') >= 0;
        int bits = bits(text.substring(slash + 1)) - (mapped ? MAPPED_BITS : 0);
        if (bits < 0 || bits > most) {
            throw malformed(text);
        }
        return new AddressRange(network, bits);
    }

    /** A prefix length; -1 for what is none. */
    private static int bits(String text) {
        return BITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no address range; write 10.0.0.0/8, fd00::/8 or one address");
    }

    /** Whether the address lies in this range; an address of the other family never does. */
    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int i = 0; i * 8 < bits; i++) {
            int mask = bits - i * 8 >= 8 ? 0xff : 0xff << (8 - (bits - i * 8)) & 0xff;
            if (((address[i] ^ network[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
