package io.posterframe.doctor;

import io.posterframe.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether the disk below the data folder holds what the options let be kept there. */
record DiskSpaceCheck(Path data, Settings settings) implements Check {
    private static final Duration COUNTING = Duration.ofSeconds(4);
    private static final long STAT_SECONDS = 3;

    /** Below it a database may already lose its writes. */
    private static final long LEAST_FREE = 256L << 20;

    @Override
    public String what() {
        return "disk";
    }

    @Override
    public void look(Findings findings) throws IOException {
        Path there = FolderProbe.nearest(data);
        FileStore disk = Files.getFileStore(there);
        long free = disk.getUsableSpace();
        Used used = Used.below(data, COUNTING);
        long allowed = settings.cache().diskMaxBytes()
                + settings.uploads().maxTotalBytes()
                + settings.uploads().minFreeBytes()
                + settings.capture().maxBytes()
                + settings.origin().spoolBytes();
        long growth = Math.max(0, allowed - used.bytes());
        String where = disk.type() + " with " + Bytes.shown(free) + " free of " + Bytes.shown(disk.getTotalSpace())
                + "; the data takes " + used + " and may come to " + Bytes.shown(allowed);
        if (free < LEAST_FREE) {
            findings.problem(where, "make room on the disk of " + there + ", or let data name a folder on another");
        } else if (free < growth) {
            findings.warning(
                    where,
                    "lower cache.disk-max-bytes ("
                            + Bytes.shown(settings.cache().diskMaxBytes())
                            + "), uploads.max-total-bytes ("
                            + Bytes.shown(settings.uploads().maxTotalBytes()) + ") or capture.max-bytes ("
                            + Bytes.shown(settings.capture().maxBytes()) + ") by "
                            + Bytes.shown(growth - free) + " together, or give data a larger disk");
        } else {
            findings.ok(where);
        }
        freeInodes(there).ifPresent(inodes -> {
            long files = settings.cache().diskMaxFiles();
            String left = inodes + " inodes free; the disk tier may have " + files + " files, and has " + used.files()
                    + (used.whole() ? "" : " or more");
            if (inodes < files - used.files()) {
                findings.warning(left, "lower cache.disk-max-files, or make the file system with more inodes");
            } else {
                findings.ok(left);
            }
        });
    }

    /** What java can't tell, by the program that every Linux with glibc has; empty where there is no such number. */
    private static Optional<Long> freeInodes(Path folder) {
        try {
            Process stat = new ProcessBuilder("stat", "--file-system", "--format=%c %d", folder.toString())
                    .redirectErrorStream(true)
                    .start();
            try (InputStream out = stat.getInputStream()) {
                if (!stat.waitFor(STAT_SECONDS, TimeUnit.SECONDS) || stat.exitValue() != 0) {
                    return Optional.empty();
                }
                String[] words = new String(out.readNBytes(100), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ");
                // 0 in all: a file system without a fixed number
                return Long.parseLong(words[0]) == 0 ? Optional.empty() : Optional.of(Long.parseLong(words[1]));
            } finally {
                stat.destroyForcibly();
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What is below a folder, so far as the time sufficed. */
    private record Used(long bytes, long files, boolean whole) {
        static Used below(Path folder, Duration time) throws IOException {
            if (!Files.isDirectory(folder)) {
                return new Used(0, 0, true);
            }
            long deadline = System.nanoTime() + time.toNanos();
            long[] sums = new long[2];
            boolean[] whole = {true};
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sums[0] += attributes.size();
                    sums[1]++;
                    whole[0] = System.nanoTime() < deadline;
                    return whole[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    // gone since, or not ours
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException problem) {
                    return FileVisitResult.CONTINUE;
                }
            });
            return new Used(sums[0], sums[1], whole[0]);
        }

        @Override
        public String toString() {
            return Bytes.shown(bytes) + (whole ? "" : " or more");
        }
    }
}
