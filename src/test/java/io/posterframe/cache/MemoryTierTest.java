package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTierTest {
    private final Samples.Counters counters = new Samples.Counters();
    private final MemoryTier memory = new MemoryTier(Samples.config(0), counters);
    private final List<CachedPicture> removed = new ArrayList<>();
    private final List<CachedPicture> evicted = new ArrayList<>();

    MemoryTierTest() {
        memory.onRemoval(removed::add);
        memory.onEviction(evicted::add);
    }

    @Test
    void staysWithinItsBytesAndTellsWhatLeft() {
        for (int i = 0; i < 100; i++) {
            memory.put(Samples.picture("k" + i, 50_000));
        }
        assertTrue(memory.bytes() <= 1 << 20);
        assertTrue(memory.entries() > 10);
        assertEquals(100, memory.entries() + evicted.size());
        assertEquals(evicted, removed);
        assertEquals(evicted.size(), counters.memoryEvictions.get());
    }

    @Test
    void countsTheHeapOfTinyPictures() {
        for (int i = 0; i < 2000; i++) {
            memory.put(Samples.picture("k" + i, 1));
        }
        assertTrue(memory.entries() <= (1 << 20) / 2048, () -> memory.entries() + " entries");
    }

    @Test
    void tellsOfReplacementAndRemovalButCountsNoEviction() {
        CachedPicture first = Samples.picture("k", 10);
        CachedPicture second = Samples.picture("k", 20);
        memory.put(first);
        memory.put(second);
        assertEquals(List.of(first), removed);
        memory.remove("k");
        assertEquals(List.of(first, second), removed);
        assertEquals(List.of(), evicted);
        assertEquals(0, counters.memoryEvictions.get());
    }

    @Test
    void aPictureThatIsTooLargeOnlyRemovesTheOneBefore() {
        memory.put(Samples.picture("k", 10));
        memory.put(Samples.picture("k", (1 << 18) + 1));
        assertNull(memory.get("k"));
        assertEquals(1, removed.size());
    }

    @Test
    void promotionNeitherReplacesNorOutrunsARemoval() {
        CachedPicture put = Samples.picture("k", 10);
        memory.put(put);
        memory.promote(Samples.picture("k", 20), () -> true);
        assertSame(put, memory.get("k"));
        memory.promote(Samples.picture("other", 20), () -> false);
        assertNull(memory.get("other"));
        memory.promote(Samples.picture("other", 20), () -> true);
        assertNotNull(memory.get("other"));
    }

    @Test
    void keepsWhatIsUsedOften() {
        memory.put(Samples.picture("hot", 50_000));
        for (int i = 0; i < 300; i++) {
            memory.touch("hot");
            memory.put(Samples.picture("k" + i, 50_000));
        }
        assertNotNull(memory.get("hot"));
    }
}
