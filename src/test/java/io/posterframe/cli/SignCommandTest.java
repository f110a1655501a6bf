package io.posterframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.access.SigningKey;
import io.posterframe.access.UrlSigner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignCommandTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String PATH = "/p/100/thumbnail/entry_id/clip";
    private static final Map<String, String> KEYS = Map.of(
            "POSTERFRAME_ACCESS_SIGNING_KEYS", "[{id: a, secret: " + SECRET + "}, {id: b, secret: x" + SECRET + "}]");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheSignedUrl() {
        UrlSigner signer = new UrlSigner(List.of(new SigningKey("a", SECRET), new SigningKey("b", "x" + SECRET)));
        assertEquals(0, run(KEYS, "sign", "https://cdn.example:8443" + PATH + "?width=10"));
        assertEquals("https://cdn.example:8443" + signer.sign(PATH + "?width=10", null, null) + "\n", out.toString());
        assertEquals(0, run(KEYS, "sign", "--key", "b", "--expires", "2000000000", PATH));
        assertTrue(out.toString().endsWith(signer.sign(PATH, Instant.ofEpochSecond(2_000_000_000), "b") + "\n"));
        assertEquals(0, run(KEYS, "sign", PATH, "--expires", "1h"));
    }

    @Test
    void saysWhatCanNotBeSigned() {
        for (String[] arguments : new String[][] {
            {"sign"},
            {"sign", "cdn.example"},
            {"sign", "https://cdn.example"},
            {"sign", PATH + "#x"},
            {"sign", PATH + "?signature=x"},
            {"sign", PATH, "--expires", "soon"},
            {"sign", PATH, "--expires", "1"},
            {"sign", PATH, "--key", "c"}
        }) {
            assertEquals(2, run(KEYS, arguments), String.join(" ", arguments));
        }
        assertEquals("", out.toString());
        assertEquals(1, run(Map.of(), "sign", PATH));
        assertTrue(err.toString().endsWith("  access.signing-keys must hold a key to sign with\n"), err.toString());
    }

    @Test
    void readsExpiries() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        Map<String, String> expiries = Map.of(
                "90s", "2026-11-21T12:01:30Z",
                "30m", "2026-11-21T12:30:00Z",
                "12h", "2026-11-22T00:00:00Z",
                "7d", "2026-11-28T12:00:00Z",
                "2026-11-21T14:00:00+01:00", "2026-11-21T13:00:00Z",
                "2000000000", "2033-05-18T03:33:20Z");
        expiries.forEach((text, expected) -> assertEquals(Instant.parse(expected), Expiry.parse(text, now), text));
        for (String text :
                List.of("", "1", "1x", "-1h", "0s", "2026-11-21", "2026-11-21T12:00:00Z", "99999999999999h")) {
            assertThrows(IllegalArgumentException.class, () -> Expiry.parse(text, now), text);
        }
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.command((settings, sample) -> 0, environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
