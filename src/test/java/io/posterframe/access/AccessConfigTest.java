package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.config.ConfigException;
import io.posterframe.config.Configuration;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessConfigTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path temp;

    @Test
    void lockNobodyOutByDefault() throws IOException {
        assertEquals(new AccessConfig(false, List.of(), List.of(), List.of()), load("").access());
        assertEquals(LimitsConfig.DEFAULTS, load("").limits());
        assertFalse(LimitsConfig.DEFAULTS.address().isOn());
    }

    @Test
    void takeEveryKey() throws IOException {
        Settings settings = load(
                """
                access:
                  require-signature: true
                  signing-keys: [{id: a, secret: %s}]
                  always-allowed-sites: [example.com]
                  trusted-proxies: [10.0.0.0/8, "::1"]
                limits:
                  count-memory-hits: true
                  address: {requests-per-second: 1, burst: 2}
                  partner: {requests-per-second: 3, burst: 4}
                  kaltura: {requests-per-second: 5}
                  photo: {requests-per-second: 6}
                  capture: {requests-per-second: 11}
                  frames: {requests-per-second: 12}
                  tasks: {requests-per-second: 13}
                  upload: {requests-per-second: 7}
                  admin: {requests-per-second: 8}
                  failed-credentials: {requests-per-second: 9, burst: 10}
                """
                        .formatted(SECRET));
        assertEquals(
                new AccessConfig(
                        true,
                        List.of(new SigningKey("a", SECRET)),
                        List.of("example.com"),
                        List.of("10.0.0.0/8", "::1")),
                settings.access());
        assertEquals(
                new LimitsConfig(
                        true,
                        new Limit(1, 2),
                        new Limit(3, 4),
                        new Limit(5, 0),
                        new Limit(6, 0),
                        new Limit(11, 0),
                        new Limit(12, 0),
                        new Limit(13, 0),
                        new Limit(7, 0),
                        new Limit(8, 0),
                        new Limit(9, 10)),
                settings.limits());
    }

    @Test
    void refuseWhatDoesNotFitWithoutShowingASecret() {
        for (String access : List.of(
                "require-signature: true",
                "signing-keys: [{id: a b, secret: " + SECRET + "}]",
                "signing-keys: [{id: a, secret: " + SECRET.substring(1) + "}]",
                "signing-keys: [{id: a, secret: [" + SECRET + "]}]",
                "signing-keys: [" + SECRET + "]",
                "signing-keys: " + SECRET,
                "signing-keys: [{id: a, sceret: " + SECRET + "}]",
                "signing-keys: [{id: a, secret: " + SECRET + "}, {id: a, secret: x" + SECRET + "}]",
                "signing-keys: [{id: a, secret: \"" + SECRET + "}]",
                "always-allowed-sites: ['https://example.com']",
                "trusted-proxies: [proxy.example]",
                "trusted-proxies: [10.0.0.0/33]")) {
            ConfigException refused =
                    assertThrows(ConfigException.class, () -> load("access: {" + access + "}"), access);
            assertFalse(refused.getMessage().contains(SECRET.substring(1)), refused.getMessage());
        }
    }

    private Settings load(String yaml) throws IOException {
        Path file = Files.writeString(temp.resolve("p.yaml"), yaml);
        return Configuration.settings(Optional.of(file), Map.of(), Map.of());
    }
}
