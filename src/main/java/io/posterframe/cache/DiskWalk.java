package io.posterframe.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.Set;

/** Goes once through the folder of the disk tier at the start. Keeps nothing in memory; blocks. */
final class DiskWalk {
    /** Told of each picture file; says whether to go on. */
    interface Visitor {
        boolean file(long name, long bytes, long modifiedMillis);
    }

    private DiskWalk() {}

    /** Deletes files that a process which ended in mid-write left, but none whose name begins with {@code ours}. */
    static void sweep(Path unfinished, String ours) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(unfinished)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(ours)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        }
    }

    /** Visits the files that are named as ours are; others are left alone, and so is what can't be looked at. */
    static void pictures(Path folder, Visitor visitor) throws IOException {
        Files.walkFileTree(folder, Set.of(), 2, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                OptionalLong name = is.isRegularFile() ? FileNames.parse(folder, file) : OptionalLong.empty();
                boolean goOn = name.isEmpty()
                        || visitor.file(
                                name.getAsLong(),
                                is.size(),
                                is.lastModifiedTime().toMillis());
                return goOn ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
