package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.config.Settings;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DirectMemoryTest {
    @Test
    void isEnoughForTheDefaultsWithTheFlagsOfTheStartScript() throws IOException {
        DirectMemory.check(Settings.DEFAULTS, 288L << 20);
    }

    @Test
    void stopsTheStartWhenTheOptionsWantMoreThanThereIs() {
        IOException refused = assertThrows(IOException.class, () -> DirectMemory.check(Settings.DEFAULTS, 200L << 20));
        assertTrue(refused.getMessage().contains("cache.memory-max-bytes"), refused.getMessage());
        assertTrue(refused.getMessage().contains("-XX:MaxDirectMemorySize=240m"), refused.getMessage());
    }
}
