package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTierTest {
    private static final int LARGE = 100_000;

    @TempDir
    Path data;

    private final Samples.Clock clock = new Samples.Clock();
    private final Samples.Counters counters = new Samples.Counters();

    @Test
    void aRestartFindsAllAtOnceAndCountsItLater() throws IOException {
        DiskTier before = start(1 << 20);
        write(before, "small", 5000);
        write(before, "large", LARGE);

        DiskTier after = notIndexed(1 << 20);
        assertSmall(after, "small", 5000);
        assertLarge(after, "large", LARGE);
        after = notIndexed(1 << 20);
        assertFalse(after.surelyAbsent("small"));
        assertFalse(after.surelyAbsent("unknown"));
        assertEquals(0, after.files());

        after.buildIndex();
        assertEquals(2, after.files());
        assertEquals(before.bytes(), after.bytes());
        assertFalse(after.surelyAbsent("small"));
        assertTrue(after.surelyAbsent("unknown"));
        assertSmall(after, "small", 5000);
    }

    @Test
    void leavesNothingUnfinishedAndSweepsWhatAKilledProcessLeft() throws IOException {
        DiskTier before = start(1 << 20);
        write(before, "k", 5000);
        Path unfinished = data.resolve("pictures/unfinished");
        assertEquals(List.of(), list(unfinished));
        Files.write(unfinished.resolve("123-456-0"), new byte[100]);
        DiskTier after = start(1 << 20);
        assertEquals(List.of(), list(unfinished));
        assertEquals(1, after.files());
    }

    @Test
    void dropsDamagedTruncatedAndForeignFilesAndGoesOn() throws IOException {
        DiskTier disk = start(1 << 20);
        for (String key : List.of("damaged", "truncated", "foreign", "empty", "good")) {
            write(disk, key, 5000);
        }
        damage(file("damaged"));
        Files.write(file("truncated"), java.util.Arrays.copyOf(Files.readAllBytes(file("truncated")), 3000));
        Files.writeString(file("foreign"), "<html>not a picture</html>");
        Files.write(file("empty"), new byte[0]);
        for (String key : List.of("damaged", "truncated", "foreign", "empty")) {
            assertNull(disk.read(key), key);
            assertFalse(Files.exists(file(key)), key);
        }
        assertEquals(4, counters.corruptFiles.get());
        assertEquals(1, disk.files());
        assertSmall(disk, "good", 5000);
        write(disk, "damaged", 5000);
        assertSmall(disk, "damaged", 5000);
    }

    @Test
    void aFileOfAnotherKeyUnderThisNameIsAMiss() throws IOException {
        DiskTier disk = start(1 << 20);
        write(disk, "a", 5000);
        write(disk, "b", 5000);
        Files.copy(file("a"), file("b"), StandardCopyOption.REPLACE_EXISTING);
        assertNull(disk.read("b"));
        assertSmall(disk, "a", 5000);
        assertEquals(1, counters.corruptFiles.get());
    }

    @Test
    void aDamagedLargeFileIsFoundOutAtItsFirstUse() throws IOException {
        write(start(1 << 20), "large", LARGE);
        damage(file("large"));
        assertNull(start(1 << 20).read("large"));
        assertEquals(1, counters.corruptFiles.get());
    }

    @Test
    void anOpenLargeFileKeepsItsBytesWhenItIsDeletedOrReplaced() throws IOException {
        DiskTier disk = start(1 << 20);
        write(disk, "large", LARGE);
        CachedPicture picture = disk.read("large");
        assertNotNull(picture);
        write(disk, "large", LARGE + 1);
        disk.delete("large");
        assertNull(disk.read("large"));
        assertRegion(picture, "large", LARGE);
    }

    @Test
    void evictsTheLeastRecentlyUsedToStayWithinItsBytes() throws IOException {
        DiskTier disk = start(10 * 8192);
        for (int i = 0; i < 10; i++) {
            write(disk, "k" + i, 5000);
            clock.pass(Duration.ofSeconds(1));
        }
        assertNotNull(disk.read("k0"));
        disk.used("k2");
        clock.pass(Duration.ofSeconds(1));
        write(disk, "k10", 5000);
        write(disk, "k11", 5000);
        assertEquals(10, disk.files());
        assertTrue(disk.bytes() <= 10 * 8192);
        assertEquals(2, counters.diskEvictions.get());
        for (String gone : List.of("k1", "k3")) {
            assertFalse(Files.exists(file(gone)), gone);
        }
        for (String kept : List.of("k0", "k2", "k4", "k10", "k11")) {
            assertTrue(Files.exists(file(kept)), kept);
        }
    }

    @Test
    void recencySurvivesARestart() throws IOException {
        DiskTier disk = start(1 << 20);
        for (int i = 0; i < 5; i++) {
            write(disk, "k" + i, 5000);
            Files.setLastModifiedTime(file("k" + i), FileTime.fromMillis(clock.millis() - 1000_000 + i * 1000));
        }
        disk = start(1 << 20);
        assertNotNull(disk.read("k0"));
        assertEquals(FileTime.fromMillis(clock.millis()), Files.getLastModifiedTime(file("k0")));
        clock.pass(Duration.ofMillis(DiskTier.TOUCH_MILLIS - 1));
        assertNotNull(disk.read("k0"));
        assertEquals(
                FileTime.fromMillis(clock.millis() - DiskTier.TOUCH_MILLIS + 1),
                Files.getLastModifiedTime(file("k0")),
                "not at every use");

        start(3 * 8192);
        assertEquals(
                List.of(true, false, false, true, true),
                Stream.of("k0", "k1", "k2", "k3", "k4")
                        .map(key -> Files.exists(file(key)))
                        .toList());
    }

    @Test
    void aDeletedFolderIsMissesAndIsMadeAgain() throws IOException {
        DiskTier disk = start(1 << 20);
        write(disk, "a", 5000);
        write(disk, "b", 5000);
        deleteTree(data.resolve("pictures"));
        assertNull(disk.read("a"));
        assertEquals(1, disk.files());
        write(disk, "c", 5000);
        assertSmall(disk, "c", 5000);
        assertEquals(1, disk.files());
        assertEquals(0, counters.diskErrors.get());
        assertTrue(disk.works());
    }

    @Test
    void aDiskThatCannotBeUsedIsLeftAloneForAWhileAndThenTriedAgain() throws IOException {
        Files.writeString(data.resolve("pictures"), "a file where the folder should be");
        DiskTier disk = start(1 << 20);
        write(disk, "k", 5000);
        assertFalse(disk.works());
        assertEquals(1, counters.diskErrors.get());
        assertEquals(1, counters.writesDropped.get());
        write(disk, "k", 5000);
        assertEquals(1, counters.diskErrors.get(), "not tried");
        assertEquals(2, counters.writesDropped.get());
        assertNull(disk.read("k"));

        Files.delete(data.resolve("pictures"));
        clock.pass(Duration.ofSeconds(5));
        write(disk, "k", 5000);
        assertSmall(disk, "k", 5000);
        assertTrue(disk.works());
    }

    @Test
    void somethingUnreadableInAFilesPlaceIsAMiss() throws IOException {
        DiskTier disk = start(1 << 20);
        write(disk, "k", 5000);
        Files.delete(file("k"));
        Files.createDirectory(file("k"));
        assertNull(disk.read("k"));
        assertEquals(1, counters.diskErrors.get());
        assertFalse(Files.exists(file("k")));
        assertTrue(disk.works());
    }

    @Test
    void filesThatAreNotOursAreLeftAlone() throws IOException {
        write(start(1 << 20), "k", 5000);
        Path foreign = Files.writeString(data.resolve("pictures/README"), "x");
        Path misplaced = Files.copy(file("k"), data.resolve("pictures/0123456789abcdef.pic"));
        DiskTier disk = start(0);
        assertEquals(0, disk.files());
        assertFalse(Files.exists(file("k")));
        assertTrue(Files.exists(foreign));
        assertTrue(Files.exists(misplaced));
    }

    private DiskTier notIndexed(long maxBytes) {
        return new DiskTier(data.resolve("pictures"), Samples.config(maxBytes), clock, counters);
    }

    private DiskTier start(long maxBytes) {
        DiskTier disk = notIndexed(maxBytes);
        disk.buildIndex();
        return disk;
    }

    private static void write(DiskTier disk, String key, int length) {
        CachedPicture picture = Samples.picture(key, length);
        disk.write(picture, (Bytes) picture.body());
    }

    private Path file(String key) {
        return FileNames.path(data.resolve("pictures"), FileNames.of(key));
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 1;
        Files.write(file, bytes);
    }

    private static void assertSmall(DiskTier disk, String key, int length) {
        CachedPicture picture = disk.read(key);
        assertNotNull(picture);
        assertEquals(key, picture.key());
        Bytes body = assertInstanceOf(Bytes.class, picture.body());
        assertArrayEquals(Samples.noise(key.hashCode(), length), body.buffer().getBytes());
    }

    private static void assertLarge(DiskTier disk, String key, int length) throws IOException {
        CachedPicture picture = disk.read(key);
        assertNotNull(picture);
        assertRegion(picture, key, length);
    }

    private static void assertRegion(CachedPicture picture, String key, int length) throws IOException {
        try (FileRegion region = assertInstanceOf(FileRegion.class, picture.body())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
            region.file().read(bytes, region.offset());
            assertArrayEquals(Samples.noise(key.hashCode(), length), bytes.array());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
