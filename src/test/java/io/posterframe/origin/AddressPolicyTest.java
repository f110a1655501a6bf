package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.address.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private final AddressPolicy strict = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fdff::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2002:c0a8:101::1",
                "2130706433",
                "127.1"
            })
    void refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertTrue(strict.refuses(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void letsPublicAddressesThrough(String address) throws UnknownHostException {
        assertFalse(strict.refuses(InetAddress.getByName(address)));
    }

    @Test
    void letsThroughWhatTheConfigurationAdds() throws UnknownHostException {
        AddressPolicy policy = new AddressPolicy(List.of("10.1.0.0/20", "fd00:1::/32", "127.0.0.1"));
        assertFalse(policy.refuses(InetAddress.getByName("10.1.15.255")));
        assertTrue(policy.refuses(InetAddress.getByName("10.1.16.0")));
        assertFalse(policy.refuses(InetAddress.getByName("64:ff9b::a01:1")));
        assertFalse(policy.refuses(InetAddress.getByName("fd00:1:2::3")));
        assertTrue(policy.refuses(InetAddress.getByName("fd00:2::3")));
        assertFalse(policy.refuses(InetAddress.getByName("127.0.0.1")));
        assertTrue(policy.refuses(InetAddress.getByName("127.0.0.2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "localhost",
                "example.com/8",
                "::1/129",
                "1.2.3.4/x"
            })
    void namesARangeThatItCantRead(String text) {
        Exception problem = assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
        assertTrue(problem.getMessage().startsWith("'" + text + "'"), problem.getMessage());
    }

    @Test
    void matchesHostsExactlyOrBelowAStar() {
        HostRule exact = HostRule.parse("Media.Example.com");
        assertTrue(exact.matches("media.example.com", 80));
        assertTrue(exact.matches("media.example.com", 443));
        assertFalse(exact.matches("media.example.com", 8080));
        assertFalse(exact.matches("a.media.example.com", 80));
        HostRule star = HostRule.parse("*.example.com:8443");
        assertTrue(star.matches("a.b.example.com", 8443));
        assertFalse(star.matches("example.com", 8443));
        assertFalse(star.matches("badexample.com", 8443));
        assertFalse(star.matches("a.example.com", 443));
        assertEquals("[::1]", HostRule.parse("[::1]:8080").host());
        assertThrows(IllegalArgumentException.class, () -> HostRule.parse("http://example.com"));
    }
}
