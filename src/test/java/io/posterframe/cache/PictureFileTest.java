package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {
    private final CachedPicture picture = Samples.picture("the/key?with=änything", 300);

    @TempDir
    Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("file");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            PictureFile.write(channel, picture, ((Bytes) picture.body()).nio());
        }
        good = Files.readAllBytes(file);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        CachedPicture read = read();
        assertEquals(
                picture.toString().replaceAll("body=.*", ""), read.toString().replaceAll("body=.*", ""));
        assertArrayEquals(
                ((Bytes) picture.body()).buffer().getBytes(),
                ((Bytes) read.body()).buffer().getBytes());
    }

    @Test
    void refusesAFileWithAnyByteChanged() throws IOException {
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x40;
            Files.write(file, bad);
            assertThrows(BadFileException.class, this::read, "byte " + at);
        }
    }

    @Test
    void refusesAFileOfAnyOtherLength() throws IOException {
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThrows(BadFileException.class, this::read, "length " + length);
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertThrows(BadFileException.class, this::read);
    }

    @Test
    void checksABodyThatStaysInItsFile() throws IOException {
        try (var channel = FileChannel.open(file)) {
            PictureFile.read(channel).checkBody(channel);
        }
        good[good.length - 1] ^= 1;
        Files.write(file, good);
        try (var channel = FileChannel.open(file)) {
            PictureFile content = PictureFile.read(channel);
            assertThrows(BadFileException.class, () -> content.checkBody(channel));
        }
    }

    @Test
    void theLongestTextsFitTheHeader() throws IOException {
        var longest = new CachedPicture(
                "ü".repeat(CachedPicture.MAX_KEY_BYTES / 2),
                "t".repeat(128),
                "e".repeat(128),
                0,
                0,
                "s".repeat(CachedPicture.MAX_SOURCE_ID_BYTES),
                "v".repeat(CachedPicture.MAX_SOURCE_VALIDATOR_BYTES),
                1,
                1,
                picture.body());
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            PictureFile.write(channel, longest, ((Bytes) longest.body()).nio());
        }
        assertEquals(longest.key(), read().key());
    }

    @Test
    void textsOverTheirBoundsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Samples.picture("ü".repeat(CachedPicture.MAX_KEY_BYTES / 2) + "x", 1));
    }

    private CachedPicture read() throws IOException {
        try (var channel = FileChannel.open(file)) {
            return PictureFile.read(channel).withBytes(channel);
        }
    }
}
