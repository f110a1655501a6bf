package io.posterframe.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every archive promises. A subclass says which one, empty for each test. */
abstract class ArchiveContract {
    private static final int LARGE = 3 << 20;
    /** More than a store lists or deletes at once, twice. */
    private static final int MANY = 2100;

    private static final int WRITERS = 8;

    private Archive archive;

    /** Another archive at the place of this test. */
    abstract Archive open() throws Exception;

    @BeforeEach
    void openArchive() throws Exception {
        archive = open();
    }

    @AfterEach
    void closeArchive() {
        archive.close();
    }

    @Test
    void givesBackWhatWasWritten() throws Exception {
        byte[] bytes = random(LARGE);
        ByteBuffer within = ByteBuffer.allocateDirect(LARGE + 20);
        within.position(10).put(bytes).position(10).limit(10 + LARGE);
        archive.write("job", "first", within);
        archive.write("job", "second", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertEquals(10, within.position());
        assertEquals(10 + LARGE, within.limit());
        assertArrayEquals(bytes, bytes(archive.read("job", "first", 0, LARGE)));
        assertArrayEquals(new byte[] {1, 2, 3}, bytes(archive.read("job", "second", 0, 3)));
    }

    @Test
    void givesPartsFromTheirFirstToTheirLastByte() throws Exception {
        byte[] bytes = random(1000);
        archive.write("job", "bundle", ByteBuffer.wrap(bytes));
        for (int[] part : new int[][] {{0, 1}, {0, 1000}, {1, 998}, {500, 7}, {999, 1}}) {
            byte[] expected = new byte[part[1]];
            System.arraycopy(bytes, part[0], expected, 0, part[1]);
            assertArrayEquals(expected, bytes(archive.read("job", "bundle", part[0], part[1])));
        }
    }

    @Test
    void aPartThatIsNotThereIsMissing() throws Exception {
        archive.write("job", "bundle", ByteBuffer.wrap(new byte[1000]));
        assertMissing("job", "bundle", 999, 2);
        assertMissing("job", "bundle", 0, 1001);
        assertMissing("job", "bundle", 1000, 1);
        assertMissing("job", "bundle", 1L << 40, 10);
        assertMissing("job", "other", 0, 1);
        assertMissing("other", "bundle", 0, 1);
    }

    @Test
    void refusesAnEmptyBundle() throws Exception {
        ByteBuffer nothing = ByteBuffer.wrap(new byte[1]).position(1);
        assertThrows(IllegalArgumentException.class, () -> archive.write("job", "bundle", nothing));
        assertEquals(Map.of(), jobs());
    }

    @Test
    void replacesABundleOfTheSameName() throws Exception {
        for (int size : new int[] {1000, 5000, 10}) {
            byte[] bytes = random(size);
            archive.write("job", "bundle", ByteBuffer.wrap(bytes));
            assertArrayEquals(bytes, bytes(archive.read("job", "bundle", 0, size)));
            assertMissing("job", "bundle", 0, size + 1);
        }
    }

    @Test
    void deletesAJobAndNoOther() throws Exception {
        List<String> others = List.of("b", "a0", "aa", "a-", "a_", "a-a", "a_a", "0a");
        for (String job : others) {
            archive.write(job, "bundle", ByteBuffer.wrap(new byte[1]));
        }
        archive.write("a", "bundle", ByteBuffer.wrap(new byte[1]));
        archive.write("a", "another", ByteBuffer.wrap(new byte[1]));
        archive.delete("a");
        archive.delete("a");
        archive.delete("neverwritten");
        assertMissing("a", "bundle", 0, 1);
        assertEquals(Set.copyOf(others), jobs().keySet());
        archive.write("a", "bundle", ByteBuffer.wrap(new byte[] {7}));
        assertArrayEquals(new byte[] {7}, bytes(archive.read("a", "bundle", 0, 1)));
    }

    @Test
    void keepsOnlyWhatIsNamed() throws Exception {
        for (String bundle : List.of("a", "a0", "b", "c")) {
            archive.write("job", bundle, ByteBuffer.wrap(new byte[1]));
            archive.write("other", bundle, ByteBuffer.wrap(new byte[1]));
        }
        archive.keepOnly("job", Set.of("a", "c", "neverwritten"));
        assertEquals(1, archive.read("job", "a", 0, 1).remaining());
        assertEquals(1, archive.read("job", "c", 0, 1).remaining());
        assertMissing("job", "a0", 0, 1);
        assertMissing("job", "b", 0, 1);
        assertEquals(1, archive.read("other", "b", 0, 1).remaining());
        archive.keepOnly("job", Set.of());
        assertEquals(Set.of("other"), jobs().keySet());
        archive.keepOnly("neverwritten", Set.of("a"));
    }

    @Test
    @Timeout(30)
    void tellsOfEachJobWhenItsNewestBundleWasWritten() throws Exception {
        assertEquals(Map.of(), jobs());
        archive.write("older", "z", ByteBuffer.wrap(new byte[1]));
        archive.write("newer", "z", ByteBuffer.wrap(new byte[1]));
        Map<String, Instant> before = jobs();
        Instant first = before.get("newer");
        assertTrue(Math.abs(first.toEpochMilli() - System.currentTimeMillis()) < 60_000, before::toString);
        do { // stores tell whole seconds
            archive.write("newer", "a", ByteBuffer.wrap(new byte[1]));
        } while (!jobs().get("newer").isAfter(first));
        assertEquals(Set.of("older", "newer"), jobs().keySet());
        assertEquals(before.get("older"), jobs().get("older"));
    }

    @Test
    void aVisitorMayDeleteAndMayEndTheVisit() throws Exception {
        for (int i = 0; i < 20; i++) {
            archive.write("job" + i, "bundle", ByteBuffer.wrap(new byte[1]));
        }
        IOException end = new IOException("enough");
        assertEquals(
                end,
                assertThrows(
                        IOException.class,
                        () -> archive.forEachJob((job, newest) -> {
                            throw end;
                        })));
        List<String> visited = new ArrayList<>();
        archive.forEachJob((job, newest) -> {
            visited.add(job);
            archive.delete(job);
        });
        assertEquals(20, visited.size());
        assertEquals(Map.of(), jobs());
    }

    @Test
    void holdsThousandsOfBundles() throws Exception {
        archive.write("aaa", "bundle", ByteBuffer.wrap(new byte[1]));
        archive.write("zzz", "bundle", ByteBuffer.wrap(new byte[1]));
        concurrently(MANY, i -> archive.write("many", name(i), ByteBuffer.wrap(new byte[] {(byte) i})));
        assertEquals(Set.of("aaa", "many", "zzz"), jobs().keySet());
        Set<String> kept = Set.of(name(0), name(999), name(1000), name(1001), name(MANY - 1));
        archive.keepOnly("many", kept);
        List<String> found = IntStream.range(0, MANY)
                .mapToObj(ArchiveContract::name)
                .filter(name -> isThere("many", name))
                .toList();
        assertEquals(kept, Set.copyOf(found));
        concurrently(MANY, i -> archive.write("many", name(i), ByteBuffer.wrap(new byte[] {(byte) i})));
        archive.delete("many");
        assertFalse(IntStream.range(0, MANY).anyMatch(i -> isThere("many", name(i))));
        assertEquals(Set.of("aaa", "zzz"), jobs().keySet());
    }

    @Test
    void severalWriteAtOnce() throws Exception {
        concurrently(120, i -> {
            byte[] bytes = new byte[20_000];
            Arrays.fill(bytes, (byte) i);
            String job = "job" + i % 3;
            archive.write(job, "own" + i, ByteBuffer.wrap(bytes));
            archive.write(job, "shared", ByteBuffer.wrap(bytes));
            assertArrayEquals(bytes, bytes(archive.read(job, "own" + i, 0, bytes.length)));
        });
        for (String job : List.of("job0", "job1", "job2")) {
            byte[] last = bytes(archive.read(job, "shared", 0, 20_000));
            assertEquals(
                    1,
                    IntStream.range(0, last.length).map(i -> last[i]).distinct().count());
        }
    }

    @Test
    void anotherAtTheSamePlaceReachesTheSame() throws Exception {
        archive.write("job", "bundle", ByteBuffer.wrap(new byte[] {4}));
        try (Archive other = open()) {
            assertEquals(archive.place(), other.place());
            assertArrayEquals(new byte[] {4}, bytes(other.read("job", "bundle", 0, 1)));
        }
        assertTrue(archive.place().length() <= Archive.MAX_PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../a", "a.b", "A", "a b", "ä", "a\n", "a\0", "%2e", "*"})
    void refusesOtherNames(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[1]);
        assertThrows(IllegalArgumentException.class, () -> archive.write(name, "bundle", bytes));
        assertThrows(IllegalArgumentException.class, () -> archive.write("job", name, bytes));
        assertThrows(IllegalArgumentException.class, () -> archive.read(name, "bundle", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> archive.read("job", name, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> archive.delete(name));
        assertThrows(IllegalArgumentException.class, () -> archive.keepOnly(name, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> archive.keepOnly("job", Set.of(name)));
    }

    @Test
    void takesTheLongestNamesAndNoLonger() throws Exception {
        String name = "z".repeat(64);
        archive.write(name, name, ByteBuffer.wrap(new byte[] {1}));
        assertEquals(1, archive.read(name, name, 0, 1).get());
        assertEquals(Set.of(name), jobs().keySet());
        assertThrows(IllegalArgumentException.class, () -> archive.read(name + "z", name, 0, 1));
    }

    @Test
    void refusesPartsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> archive.read("job", "bundle", -1, 1));
        assertThrows(IllegalArgumentException.class, () -> archive.read("job", "bundle", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> archive.read("job", "bundle", Long.MAX_VALUE, 1));
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private void assertMissing(String job, String bundle, long offset, int length) {
        assertThrows(NoSuchFileException.class, () -> archive.read(job, bundle, offset, length));
    }

    private boolean isThere(String job, String bundle) {
        try {
            return archive.read(job, bundle, 0, 1).hasRemaining();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails when a job is told of twice. */
    private Map<String, Instant> jobs() throws IOException {
        Map<String, Instant> jobs = new TreeMap<>();
        archive.forEachJob((job, newest) -> assertFalse(jobs.containsKey(job) || jobs.put(job, newest) != null, job));
        return jobs;
    }

    /** As wide as all others, so that every store lists them in one order. */
    private static String name(int number) {
        return String.format("%06d", number);
    }

    interface Work {
        void run(int number) throws Exception;
    }

    private static void concurrently(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    work.run(number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
