package io.posterframe.config;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Options of every type that there is, for the tests. */
record Kitchen(
        @Doc("How many.") @Range(min = 1, max = 64) int workers,
        long offset,
        @Range(min = 1024, max = 1 << 30) long memoryBytes,
        double ratio,
        boolean open,
        String name,
        @Range(min = 100, max = 60_000) Duration deadline,
        Path folder,
        Mood mood,
        List<String> words,
        List<Shelf> shelves,
        Oven oven) {

    static final Kitchen DEFAULTS = new Kitchen(
            4,
            -1,
            1024 * 1024,
            0.5,
            true,
            "anna",
            Duration.ofSeconds(30),
            Path.of("/k"),
            Mood.VERY_GOOD,
            List.of(),
            List.of(),
            new Oven(200, Optional.empty(), new Oven.Light(true)));

    enum Mood {
        VERY_GOOD,
        BAD
    }

    /** An element without defaults of its own. */
    record Shelf(int height, List<String> holds, Optional<Duration> age) {
        Shelf {
            if (height == 13) {
                throw new IllegalArgumentException("height must not be 13");
            }
        }
    }

    record Oven(@Range(max = 300) int heat, Optional<String> maker, Light light) {
        Oven {
            if (heat > 250 && !light.on()) {
                throw new IllegalArgumentException("heat above 250 needs light.on");
            }
        }

        record Light(boolean on) {}
    }
}
