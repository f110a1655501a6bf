package io.posterframe.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Bundles as files {@code <first two of job>/<job>/<bundle>} of a folder, which several servers may share over a network
 * file system. What is being written has a dot in its name, which no bundle has; after a kill it stays until its job is
 * cleaned up.
 */
final class FolderArchive implements Archive {
    private static final int SHELF = 2;

    private final Path folder;
    private final String place;

    /** Makes the folder, and names it unless it has a name. Blocks. */
    FolderArchive(Path path) throws IOException {
        folder = Files.createDirectories(path).toAbsolutePath();
        place = "folder:" + PlaceFile.read(folder);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void write(String job, String bundle, ByteBuffer bytes) throws IOException {
        Arguments.write(job, bundle, bytes);
        Path home = Files.createDirectories(home(job));
        Path unfinished = home.resolve(bundle + "." + UUID.randomUUID());
        try {
            ByteBuffer rest = bytes.duplicate();
            try (FileChannel out =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(
                    unfinished,
                    home.resolve(bundle),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        // also those that were there: whoever made them may not have come as far as this
        PlaceFile.force(home);
        PlaceFile.force(shelf(job));
        PlaceFile.force(folder);
    }

    @Override
    public ByteBuffer read(String job, String bundle, long offset, int length) throws IOException {
        Arguments.read(job, bundle, offset, length);
        try (FileChannel in = FileChannel.open(home(job).resolve(bundle))) {
            if (in.size() < offset + length) {
                throw new NoSuchFileException(job + "/" + bundle, null, "is shorter");
            }
            ByteBuffer part = ByteBuffer.allocate(length);
            while (part.hasRemaining()) {
                if (in.read(part, offset + part.position()) < 0) {
                    throw new IOException("a bundle became shorter: " + job + "/" + bundle);
                }
            }
            return part.flip();
        }
    }

    @Override
    public void keepOnly(String job, Set<String> bundles) throws IOException {
        Arguments.keepOnly(job, bundles);
        Path home = home(job);
        FolderListing.forEach(home, file -> {
            if (!bundles.contains(name(file)) && !isHidden(file)) {
                Files.deleteIfExists(file);
            }
        });
        try {
            Files.deleteIfExists(home);
        } catch (DirectoryNotEmptyException e) {
            // something was to be kept
        }
    }

    @Override
    public void forEachJob(Visitor visitor) throws IOException {
        FolderListing.forEach(
                folder,
                shelf -> FolderListing.forEach(shelf, home -> {
                    String job = name(home);
                    Instant newest = Arguments.isName(job) && home.equals(home(job)) ? newest(home) : null;
                    if (newest != null) {
                        visitor.visit(job, newest);
                    }
                }));
    }

    /** Null when there is no bundle. */
    private static @Nullable Instant newest(Path home) throws IOException {
        AtomicReference<@Nullable FileTime> newest = new AtomicReference<>();
        FolderListing.forEach(home, file -> {
            FileTime known = newest.get();
            FileTime written = Arguments.isName(name(file)) ? written(file) : null;
            if (written != null && (known == null || written.compareTo(known) > 0)) {
                newest.set(written);
            }
        });
        FileTime found = newest.get();
        return found == null ? null : found.toInstant();
    }

    /** Null when it was deleted meanwhile. */
    private static @Nullable FileTime written(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Path home(String job) {
        return shelf(job).resolve(job);
    }

    private Path shelf(String job) {
        return folder.resolve(job.substring(0, Math.min(SHELF, job.length())));
    }

    /** NFS so keeps a deleted file that somebody still reads, and removes it in the end. */
    private static boolean isHidden(Path file) {
        return name(file).startsWith(".");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Override
    public void close() {}
}
