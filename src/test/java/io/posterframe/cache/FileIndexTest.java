package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileIndexTest {
    private static final long NOW = 1_790_000_000_000L;
    private final FileIndex index = new FileIndex();

    @Test
    void agreesWithAMapOverManyRandomSteps() {
        var random = new Random(1);
        Map<Long, Long> model = new HashMap<>();
        for (int step = 0; step < 200_000; step++) {
            // Names whose low bits are few make long runs of neighbours, which is where removal is hard.
            long name = ((long) random.nextInt(40) << 32) | random.nextInt(50);
            if (random.nextInt(3) == 0) {
                index.remove(name);
                model.remove(name);
            } else {
                long blocks = 1 + random.nextInt(9);
                index.put(name, blocks * 4096 - random.nextInt(4096), NOW, false);
                model.put(name, blocks);
            }
        }
        assertEquals(model.size(), index.size());
        assertEquals(model.values().stream().mapToLong(blocks -> blocks * 4096).sum(), index.bytes());
        for (long high = 0; high < 40; high++) {
            for (long low = 0; low < 50; low++) {
                long name = high << 32 | low;
                assertEquals(model.containsKey(name), index.contains(name));
            }
        }
    }

    @Test
    void theOldestOfFewIsExact() {
        for (int i = 0; i < FileIndex.SAMPLE; i++) {
            index.put(FileNames.of("k" + i), 1, NOW + i * 1000, false);
        }
        index.touch(FileNames.of("k0"), NOW + 60_000);
        assertEquals(FileNames.of("k1"), index.oldest());
    }

    @Test
    void theOldestOfManyIsAmongTheOldOnes() {
        Map<Long, Integer> age = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            long name = FileNames.of("k" + i);
            age.put(name, i);
            index.put(name, 1, NOW + i * 1000, false);
        }
        int sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += age.get(index.oldest());
        }
        // The least of 16 random numbers below 10,000 is 588 on average.
        assertTrue(sum / 1000 < 800, "mean rank of the chosen: " + sum / 1000);
    }

    @Test
    void aCheckedFileStaysSoUntilItIsReplaced() {
        index.put(7, 5000, NOW, true);
        assertTrue(index.checked(7));
        assertEquals(8192, index.bytes());
        index.put(7, 5000, NOW, false);
        assertFalse(index.checked(7));
        assertFalse(index.checked(8));
    }

    @Test
    void touchTellsTheUseBefore() {
        index.put(7, 1, NOW, false);
        assertEquals(NOW, index.touch(7, NOW + 5000));
        assertEquals(NOW + 5000, index.touch(7, NOW + 6000));
        assertEquals(NOW, index.touch(8, NOW));
    }

    @Test
    void findsTheFilesOfATag() {
        FileIndex index = new FileIndex();
        for (int i = 0; i < 1000; i++) {
            index.put(i * 0x9E3779B97F4A7C15L, 1, 0, true, new TagHash(100 + i % 10, 50 + i % 2));
        }
        for (int i = 0; i < 1000; i += 3) {
            index.remove(i * 0x9E3779B97F4A7C15L);
        }
        assertEquals(
                IntStream.range(0, 1000).filter(i -> i % 3 != 0 && i % 10 == 7).count(), index.ofEntry(107).length);
        assertEquals(
                IntStream.range(0, 1000).filter(i -> i % 3 != 0 && i % 2 == 1).count(), index.ofPartner(51).length);
        assertEquals(index.size(), index.all().length);
        index.put(1, 1, 0, true);
        assertFalse(index.hasTags(1));
        index.tag(1, new TagHash(7, 8));
        assertArrayEquals(new long[] {1}, index.ofEntry(7));
    }
}
