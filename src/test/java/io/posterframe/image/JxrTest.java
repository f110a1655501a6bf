package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The road to a program and back, with programs of our own in its place. */
class JxrTest {
    private static final Encoding ENCODING = new Encoding(ImageFormat.JXR, 75, 0);

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertEquals(List.of(), ours());
    }

    @Test
    void givesTheProgramABmpAndTakesWhatItWrites() throws IOException {
        Swatch swatch = new Swatch(33, 21, false);
        byte[] written = written(program("cat \"$2\" > \"$4\"; echo \"$5 $6\" >> \"$4\""), swatch);
        byte[] bmp = FormatsTest.file(ImageFormat.BMP, swatch, 0, 0);
        byte[] quality = "-q 0.75\n".getBytes(StandardCharsets.US_ASCII);
        byte[] expected = ByteBuffer.allocate(bmp.length + quality.length)
                .put(bmp)
                .put(quality)
                .array();
        assertArrayEquals(expected, written);
    }

    @Test
    void aMachineWithoutTheProgramSaysSo() {
        Exception thrown = thrown(folder.resolve("none").toString(), 60);
        assertEquals(
                new Failure.FormatOff(ImageFormat.JXR),
                assertInstanceOf(PictureException.class, thrown).failure());
    }

    @Test
    void aProgramThatFailsOrWritesNothingIsAFaultOfOurs() throws IOException {
        assertFault("ended with 3", thrown(program("echo x > \"$4\"; exit 3"), 60));
        assertFault("ended with 0", thrown(program("exit 0"), 60));
    }

    @Test
    void aProgramThatHangsIsEndedAndMayTalk() throws IOException {
        Path seen = folder.resolve("pid");
        String talk = "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done;";
        String hangs = program(talk + "echo $$ > " + seen + "; exec sleep 60");
        assertFault("did not end within 1 s", thrown(hangs, 1));
        long pid = Long.parseLong(Files.readString(seen).strip());
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void clearsOnlyWhatEndedProcessesLeftLongAgo() throws IOException {
        Process ended = new ProcessBuilder("true").start();
        ended.onExit().join();
        long own = ProcessHandle.current().pid();
        Path gone = Files.createDirectory(folder.resolve("posterframe-" + ended.pid() + "-1"));
        Files.createFile(gone.resolve("picture.bmp"));
        Path young = Files.createDirectory(folder.resolve("posterframe-" + ended.pid() + "-2"));
        Path lives = Files.createDirectory(folder.resolve("posterframe-" + own + "-3"));
        Path other = Files.createDirectory(folder.resolve("posterframe-backup-4"));
        Instant now = Instant.now();
        for (Path old : List.of(gone, lives, other)) {
            Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(2))));
        }
        ScratchFolder.create(folder, now.minus(Duration.ofHours(1))).close();
        assertFalse(Files.exists(gone));
        assertTrue(Files.exists(young) && Files.exists(lives) && Files.exists(other));
    }

    @Test
    void followsNoLinkWhileItClears() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.createFile(precious.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("posterframe-999999999999-1"), precious);
        Path ours = Files.createDirectory(folder.resolve("posterframe-999999999999-2"));
        Path inside = Files.createSymbolicLink(ours.resolve("link"), precious);
        ScratchFolder.create(folder, Instant.now().plusSeconds(60)).close();
        assertTrue(Files.exists(precious.resolve("file")));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(inside));
    }

    @Test
    void makesAPictureBesideFoldersThatItMayNotRead() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("posterframe-999999999999-3"));
        Files.createFile(closed.resolve("file"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try (ScratchFolder made = ScratchFolder.create(folder, Instant.now().plusSeconds(60))) {
            Files.createFile(made.file("picture.bmp"));
        }
        if (Files.exists(closed)) {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void assertFault(String end, Exception thrown) {
        Failure failure = assertInstanceOf(PictureException.class, thrown).failure();
        String detail = assertInstanceOf(Failure.Internal.class, failure).detail();
        assertTrue(detail.endsWith(end), detail);
    }

    private static Exception thrown(String program, int seconds) {
        Jxr jxr = new Jxr(program, Duration.ofSeconds(seconds));
        Swatch swatch = new Swatch(16, 16, false);
        try (Pixels pixels = swatch.pixels(PixelLayout.BGR)) {
            return assertThrows(Exception.class, () -> jxr.encode(pixels, ENCODING, new ByteArrayOutputStream()));
        }
    }

    private static byte[] written(String program, Swatch swatch) {
        try (Pixels pixels = swatch.pixels(PixelLayout.BGR)) {
            return Made.encoded(new Jxr(program, Duration.ofSeconds(60)), pixels, ENCODING);
        }
    }

    private String program(String script) throws IOException {
        Path file = Files.createTempFile(folder, "program", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    private static List<Path> ours() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String own = "posterframe-" + ProcessHandle.current().pid() + "-";
            return all.filter(path -> path.getFileName().toString().startsWith(own))
                    .toList();
        }
    }
}
