package io.posterframe.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest extends ArchiveContract {
    @TempDir
    Path temp;

    @Override
    Archive open() throws IOException {
        return new FolderArchive(temp.resolve("frames"));
    }

    @Test
    void putsBundlesWhereTheDocumentsSay() throws Exception {
        try (Archive archive = open()) {
            archive.write("abcd", "bundle", ByteBuffer.wrap(new byte[] {1}));
            archive.write("a", "bundle", ByteBuffer.wrap(new byte[] {1}));
        }
        assertEquals(Set.of("place", "ab/abcd/bundle", "a/a/bundle"), files());
    }

    @Test
    void whatWasBeingWrittenIsNotSeenAndGoesWithItsJob() throws Exception {
        try (Archive archive = open()) {
            archive.write("job", "whole", ByteBuffer.wrap(new byte[] {1}));
            Path home = temp.resolve("frames/jo/job");
            Files.write(home.resolve("half.5f0e"), new byte[] {1});
            Files.write(Files.createDirectories(temp.resolve("frames/ha/half")).resolve("half.5f0e"), new byte[1]);
            assertThrows(NoSuchFileException.class, () -> archive.read("job", "half", 0, 1));
            assertEquals(List.of("job"), jobs(archive));
            archive.keepOnly("job", Set.of("whole"));
            archive.delete("half");
            assertEquals(Set.of("place", "jo/job/whole"), files());
            Files.write(home.resolve("half.5f0e"), new byte[] {1});
            archive.delete("job");
            assertEquals(Set.of("place"), files());
            assertFalse(Files.exists(home));
        }
    }

    @Test
    void leavesNothingBehindWhereItCantWrite() throws Exception {
        try (Archive archive = open()) {
            Files.createDirectories(temp.resolve("frames/jo/job/bundle/something"));
            ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1});
            assertThrows(IOException.class, () -> archive.write("job", "bundle", bytes));
            try (Stream<Path> left = Files.list(temp.resolve("frames/jo/job"))) {
                assertEquals(1, left.count());
            }
        }
    }

    @Test
    void takesNothingOfStrangersForAJob() throws Exception {
        try (Archive archive = open()) {
            for (String file : List.of("xy/job/bundle", "jo/file", "a/b", "lost+found/x/y", "x/y/z")) {
                Path path = temp.resolve("frames").resolve(file);
                Files.createDirectories(path.getParent());
                Files.write(path, new byte[] {1});
            }
            archive.write("ours", "bundle", ByteBuffer.wrap(new byte[] {1}));
            assertEquals(List.of("ours"), jobs(archive));
        }
    }

    @Test
    void aFileThatIsStillReadOverNfsKeepsNobodyFromDeleting() throws Exception {
        try (Archive archive = open()) {
            archive.write("job", "bundle", ByteBuffer.wrap(new byte[] {1}));
            Files.write(temp.resolve("frames/jo/job/.nfs0001"), new byte[] {1});
            archive.delete("job");
            assertEquals(Set.of("place", "jo/job/.nfs0001"), files());
            assertEquals(List.of(), jobs(archive));
        }
    }

    @Test
    void whoReadsWhileABundleIsReplacedGetsOneOfTheTwo() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (Archive archive = open()) {
            archive.write("job", "bundle", ByteBuffer.wrap(filled(1)));
            Future<?> writing = writer.submit((Callable<Void>) () -> {
                for (int i = 0; i < 100; i++) {
                    archive.write("job", "bundle", ByteBuffer.wrap(filled(i)));
                }
                return null;
            });
            while (!writing.isDone()) {
                byte[] read = bytes(archive.read("job", "bundle", 0, 100_000));
                assertEquals(read[0], read[99_999]);
            }
            writing.get();
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void serversThatBeginAtOnceFindOnePlace() throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> places = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Path folder = temp.resolve("shared" + i / 8);
                places.add(servers.submit(() -> new FolderArchive(folder).place()));
            }
            Set<String> all = new HashSet<>();
            for (int i = 0; i < 64; i++) {
                assertEquals(places.get(i / 8 * 8).get(), places.get(i).get());
                all.add(places.get(i).get());
            }
            assertEquals(8, all.size());
        } finally {
            servers.shutdownNow();
        }
    }

    @Test
    void waitsForTheNameThatAnotherIsWriting() throws Exception {
        Path place = Files.createDirectories(temp.resolve("young")).resolve("place");
        Files.createFile(place);
        ExecutorService server = Executors.newSingleThreadExecutor();
        try {
            Future<String> waiting = server.submit(() -> new FolderArchive(place.getParent()).place());
            Thread.sleep(100);
            assertFalse(waiting.isDone());
            Files.writeString(place, "0f8fad5b-d9cb-469f-a165-70867728950e");
            assertEquals("folder:0f8fad5b-d9cb-469f-a165-70867728950e", waiting.get());
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void saysWhichFileHoldsNoName() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("young"));
        Files.createFile(folder.resolve("place"));
        IOException failure = assertThrows(IOException.class, () -> new FolderArchive(folder));
        assertTrue(failure.getMessage().contains("young/place holds no name"), failure.getMessage());
    }

    @Test
    void anotherFolderIsAnotherPlace() throws Exception {
        try (Archive one = open();
                Archive other = new FolderArchive(temp.resolve("other"))) {
            assertNotEquals(one.place(), other.place());
        }
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static List<String> jobs(Archive archive) throws IOException {
        List<String> jobs = new ArrayList<>();
        archive.forEachJob((job, newest) -> jobs.add(job));
        return jobs;
    }

    private Set<String> files() throws IOException {
        Path folder = temp.resolve("frames");
        try (Stream<Path> all = Files.walk(folder)) {
            return Set.copyOf(all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList());
        }
    }
}
