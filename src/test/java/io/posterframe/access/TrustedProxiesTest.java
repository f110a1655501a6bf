package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.address.AddressLiteral;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            new TrustedProxies(new AccessConfig(false, List.of(), List.of(), List.of("10.0.0.0/8", "fd00::/8", "::1")));

    @Test
    void believeNobodyByDefault() {
        TrustedProxies none = new TrustedProxies(AccessConfig.DEFAULTS);
        assertEquals(address("10.0.0.1"), none.client(address("10.0.0.1"), List.of("1.2.3.4")));
    }

    @Test
    void findTheFirstThatIsNotTrustedFromTheRight() {
        assertClient("192.0.2.1", "192.0.2.1", "1.2.3.4");
        assertClient("1.2.3.4", "10.0.0.1", "1.2.3.4");
        assertClient("1.2.3.4", "10.0.0.1", "9.9.9.9, 1.2.3.4");
        assertClient("1.2.3.4", "10.0.0.1", "9.9.9.9, 1.2.3.4,10.0.0.2 , fd00::1");
        assertClient("1.2.3.4", "10.0.0.1", "9.9.9.9", "1.2.3.4", "10.0.0.2");
        assertClient("1.2.3.4", "::1", "1.2.3.4, ::ffff:10.0.0.2");
        assertClient("2001:db8::1", "fd00::1", "[2001:db8::1]:443, 10.0.0.2:8080");
        assertClient("10.0.0.3", "10.0.0.1", "10.0.0.3, 10.0.0.2");
        assertClient("10.0.0.1", "10.0.0.1");
    }

    @Test
    void stopAtWhatIsNoAddress() {
        for (String item : List.of(
                "",
                "unknown",
                "_hidden",
                "1.2.3.4.5",
                "1.2.3.4:x",
                "[::1",
                "1.2.3.4:99999999",
                "localhost",
                "1.2.3.4 5.6.7.8")) {
            assertClient("10.0.0.2", "10.0.0.1", "9.9.9.9," + item + ",10.0.0.2");
        }
        assertClient("10.0.0.1", "10.0.0.1", "");
        assertClient("10.0.0.1", "10.0.0.1", "9.9.9.9,");
        assertClient("10.0.0.1", "10.0.0.1", ",", "9.9.9.9", ",");
    }

    @Test
    void readTheOtherEndOfAConnection() {
        assertEquals(address("1.2.3.4"), PROXIES.client("fd00::1%eth0", List.of("1.2.3.4")));
        assertEquals(address("192.0.2.1"), PROXIES.client("192.0.2.1", List.of("1.2.3.4")));
        assertEquals(address("0.0.0.0"), PROXIES.client("/run/socket", List.of("1.2.3.4")));
        assertEquals(address("0.0.0.0"), PROXIES.client((String) null, List.of("1.2.3.4")));
    }

    @Test
    void takeABoundedNumberOfSteps() {
        List<String> own = Collections.nCopies(100, "10.0.0.2");
        assertClient("10.0.0.2", "10.0.0.1", "1.2.3.4," + String.join(",", own));
        assertClient(
                "1.2.3.4", "10.0.0.1", "1.2.3.4," + String.join(",", own.subList(0, TrustedProxies.MOST_HOPS - 1)));
    }

    private static void assertClient(String expected, String remote, String... forwardedFor) {
        assertEquals(
                address(expected), PROXIES.client(address(remote), List.of(forwardedFor)), List.of(forwardedFor) + "");
    }

    private static InetAddress address(String text) {
        return AddressLiteral.parse(text).orElseThrow();
    }
}
