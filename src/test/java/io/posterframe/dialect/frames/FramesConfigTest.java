package io.posterframe.dialect.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.config.ConfigException;
import io.posterframe.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesConfigTest {
    private static final String KEY = "cg-0123456789abc";

    @TempDir
    Path temp;

    private FramesConfig load(String yaml) throws IOException {
        Path file = Files.writeString(temp.resolve("p.yaml"), "frames: {" + yaml + "}");
        return Configuration.settings(Optional.of(file), Map.of(), Map.of()).frames();
    }

    @Test
    void isThereForNobodyUnlessKeysAreGiven() {
        assertEquals(new FramesConfig(true, List.of(), ""), FramesConfig.DEFAULTS);
        assertFalse(FramesConfig.DEFAULTS.isUsable());
    }

    @Test
    void takesEveryKeyFromTheFile() throws IOException {
        FramesConfig config = new FramesConfig(
                false,
                List.of(new FramesKey(KEY, "100"), new FramesKey(KEY + "d", "-5")),
                "https://pictures.example.com");
        assertEquals(
                config,
                load("enabled: false, site-url: https://pictures.example.com, keys: [{key: " + KEY
                        + ", partner: 100}, {key: " + KEY + "d, partner: -5}]"));
        assertFalse(config.isUsable());
        assertTrue(new FramesConfig(true, config.keys(), "").isUsable());
        assertFalse(config.toString().contains(KEY), config::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys: [{key: cg-0123456789ab, partner: 100}]",
                "keys: [{key: " + KEY + ", partner: me}]",
                "keys: [{key: " + KEY + ", partner: 123456789012345678901}]",
                "keys: [{key: " + KEY + "}]",
                "keys: [{key: " + KEY + ", partner: 1}, {key: " + KEY + ", partner: 2}]",
                "site-url: pictures.example.com",
                "site-url: 'https://pictures.example.com/x'"
            })
    void refusesWhatDoesNotFit(String yaml) {
        ConfigException refused = assertThrows(ConfigException.class, () -> load(yaml));
        assertFalse(refused.getMessage().contains(KEY), refused.getMessage());
    }
}
