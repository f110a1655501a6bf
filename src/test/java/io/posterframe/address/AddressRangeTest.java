package io.posterframe.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressRangeTest {

    @Test
    void readsAddressesAndAsksNoNameServer() {
        assertEquals("192.0.2.1", read("192.0.2.1").orElseThrow());
        assertEquals("192.0.2.1", read("::ffff:192.0.2.1").orElseThrow());
        assertEquals("2001:db8:0:0:0:0:0:1", read("2001:DB8::1").orElseThrow());
        for (String text : List.of(
                "",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "[::1]",
                "::1%lo",
                ":::",
                "::g",
                "1::2::3",
                ".:1",
                "12345::",
                "fe80:",
                "0x7f.1.1.1",
                "١.1.1.1",
                "999.999.999.999")) {
            assertEquals(Optional.empty(), read(text), text);
        }
    }

    @Test
    void containsWhatItsPrefixSays() {
        for (String pair : List.of(
                "10.0.0.0/8 10.255.0.1",
                "10.1.2.3/8 10.0.0.1",
                "192.0.2.1 192.0.2.1",
                "0.0.0.0/0 1.2.3.4",
                "192.0.2.128/25 192.0.2.129",
                "2001:db8::/32 2001:db8:1::1",
                "::/0 ::1",
                "::ffff:10.0.0.0/104 10.1.1.1",
                "::ffff:10.0.0.1 10.0.0.1")) {
            assertEquals(true, contains(pair), pair);
        }
        for (String pair : List.of(
                "10.0.0.0/8 11.0.0.1",
                "192.0.2.128/25 192.0.2.127",
                "0.0.0.0/0 ::1",
                "::/0 1.2.3.4",
                "2001:db8::/32 2001:db9::1")) {
            assertEquals(false, contains(pair), pair);
        }
    }

    @Test
    void refusesWhatIsNoRange() {
        for (String text : List.of(
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "::/129",
                "host/8",
                "::ffff:10.0.0.0/8")) {
            assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text), text);
        }
    }

    private static Optional<String> read(String text) {
        return AddressLiteral.parse(text).map(address -> address.getHostAddress());
    }

    private static boolean contains(String pair) {
        String[] parts = pair.split(" ");
        return AddressRange.parse(parts[0])
                .contains(AddressLiteral.parse(parts[1]).orElseThrow().getAddress());
    }
}
