package io.posterframe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text. No name server is ever asked. */
public final class AddressLiteral {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private AddressLiteral() {}

    /**
     * Reads {@code 192.0.2.1} or {@code 2001:db8::1}, without brackets, port or zone; empty for all else. An IPv6 address
     * that stands for an IPv4 address ({@code ::ffff:192.0.2.1}) is read as that.
     */
    public static Optional<InetAddress> parse(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return Optional.of(InetAddress.getByName(text));
            }
            // brackets keep what is no address from being taken for a name
            return text.indexOf(':') >= 0 && IPV6.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName("[" + text + "]"))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
