package io.posterframe.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pictures as files, bounded in bytes and in number, the (nearly) least recently used going first. All methods block
 * except {@link #surelyAbsent}, {@link #used} and the gauges. Reads may run on any number of threads, {@link #write} and
 * {@link #delete} on one at a time.
 *
 * <p>The files are the truth and the index is what eviction believes of them. The index may hold a file that is gone: a
 * read that misses it or its eviction puts that right. It must not lack a file that is there, which would escape the
 * bound; so a rename and its entry, and the check that a file is gone and the removal of its entry, are each one step
 * under {@code presence}. The index has a lock of its own besides, which is held for a look into its arrays and never
 * while the disk is asked, since event loops take it. Recency survives a restart in the files' modification times, brought
 * up to date at most once a minute for each, and in the index that is saved.
 *
 * <p>The disk may fail in any way at any time. A failure makes a miss or a picture that isn't kept, never an error:
 * reading and writing each go to rest and are tried again later ({@link Availability}), so that a full disk can still be
 * read from.
 */
final class DiskTier {
    static final long TOUCH_MILLIS = 60_000;

    private final Path folder;
    private final Path unfinished;
    private final String unfinishedPrefix;
    private final CacheConfig config;
    private final InstantSource clock;
    private final CacheMetrics metrics;
    private final Availability reading;
    private final Availability writing;
    private final DiskIndex index;
    /** Taken before the index's lock, by threads that may block. */
    private final Object presence = new Object();

    private volatile boolean indexComplete;
    private volatile boolean closed;
    private long writes;

    /** Touches nothing on disk yet. */
    DiskTier(Path folder, CacheConfig config, InstantSource clock, CacheMetrics metrics) {
        this.folder = folder.toAbsolutePath();
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        unfinished = this.folder.resolve("unfinished");
        unfinishedPrefix = ProcessHandle.current().pid() + "-" + System.nanoTime() + "-";
        index = new DiskIndex(
                new IndexFile(this.folder.resolve("index"), unfinished.resolve(unfinishedPrefix + "index")), config);
        reading = new Availability("reading the disk cache " + folder, config.diskRetry(), clock);
        writing = new Availability("writing the disk cache " + folder, config.diskRetry(), clock);
    }

    /** Finds what an earlier process left, to be run once in the background; reads and writes work meanwhile. */
    void buildIndex() {
        try {
            DiskWalk.sweep(unfinished, unfinishedPrefix);
            index.load();
            DiskWalk.pictures(folder, (name, bytes, usedAtMillis) -> {
                if (!index.met(name, bytes, usedAtMillis)) {
                    findTags(name);
                }
                evict();
                return !closed;
            });
            indexComplete = !closed;
        } catch (IOException e) {
            // Without a whole index no file is surely absent, so lookups keep going to the disk.
            metrics.diskError();
            reading.failed(e);
        }
    }

    /** Of a file that the index on disk lacks, as one of the time between its being written and the process's kill. */
    private void findTags(long name) {
        try (FileChannel channel = FileChannel.open(FileNames.path(folder, name), StandardOpenOption.READ)) {
            index.tag(name, TagHash.of(PictureFile.read(channel).picture().names()));
        } catch (IOException e) {
            // it has gone, or is damaged, which whoever asks for it finds out
            return;
        }
    }

    /** Whether a read would only find that there is no such file. Never blocks. */
    boolean surelyAbsent(String key) {
        if (!indexComplete) {
            return false;
        }
        return !index.contains(FileNames.of(key));
    }

    /**
     * The picture of this key, checked: small ones with {@link Bytes}, larger ones with a {@link FileRegion} that the
     * caller closes. Null if it isn't there or can't be had.
     */
    @Nullable
    CachedPicture read(String key) {
        if (!reading.worthTrying()) {
            return null;
        }
        long name = FileNames.of(key);
        Path file = FileNames.path(folder, name);
        try {
            CachedPicture picture = open(file, name, key);
            reading.worked();
            touch(file, name);
            return picture;
        } catch (NoSuchFileException e) {
            reading.worked();
            forgetIfGone(file, name);
        } catch (BadFileException e) {
            metrics.corruptFile();
            drop(file, name);
        } catch (IOException e) {
            metrics.diskError();
            drop(file, name);
        }
        return null;
    }

    private CachedPicture open(Path file, long name, String key) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean keepOpen = false;
        try {
            PictureFile content = PictureFile.read(channel);
            if (!content.picture().key().equals(key)) {
                throw new BadFileException("another key");
            }
            if (content.bodyLength() <= config.diskInlineMaxBytes()) {
                CachedPicture picture = content.withBytes(channel);
                noteFile(name, channel.size(), picture);
                return picture;
            }
            // Reading a large body through costs as much as sending it, so once in a process is enough.
            if (!index.checked(name)) {
                content.checkBody(channel);
                noteFile(name, channel.size(), content.picture());
            }
            keepOpen = true;
            return content.withRegion(channel);
        } finally {
            if (!keepOpen) {
                channel.close();
            }
        }
    }

    /** A file that the walk has not met yet counts as unused for a while, so that touch() renews its time. */
    private void noteFile(long name, long fileBytes, CachedPicture picture) {
        index.check(name, fileBytes, clock.millis() - TOUCH_MILLIS, TagHash.of(picture.names()));
    }

    private void touch(Path file, long name) {
        long now = clock.millis();
        long before = index.touch(name, now);
        if (now - before >= TOUCH_MILLIS) {
            try {
                Files.setLastModifiedTime(file, FileTime.fromMillis(now));
            } catch (IOException e) {
                // Evicted at this moment, or a read-only disk: the picture is good all the same.
                return;
            }
        }
    }

    /** Notes that the picture was in use, as when memory gives it up. Never blocks. */
    void used(String key) {
        index.touch(FileNames.of(key), clock.millis());
    }

    /** Keeps a picture, in place of an earlier one. What can't be written is counted and otherwise passed over. */
    void write(CachedPicture picture, Bytes body) {
        if (body.length() > config.diskMaxBytes() || !writing.worthTrying()) {
            metrics.writeDropped();
            return;
        }
        long name = FileNames.of(picture.key());
        Path file = FileNames.path(folder, name);
        Path beside = unfinished.resolve(unfinishedPrefix + writes++);
        try {
            createFolders(Objects.requireNonNull(file.getParent()));
            long fileBytes = writeBeside(beside, picture, body);
            synchronized (presence) {
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                index.written(name, fileBytes, clock.millis(), TagHash.of(picture.names()));
            }
            writing.worked();
            evict();
        } catch (IOException e) {
            metrics.diskError();
            metrics.writeDropped();
            writing.failed(e);
            deleteIfPossible(beside);
        }
    }

    private static long writeBeside(Path beside, CachedPicture picture, Bytes body) throws IOException {
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PictureFile.write(channel, picture, body.nio());
            return channel.position();
        }
    }

    private void createFolders(Path fanOut) throws IOException {
        if (!Files.isDirectory(unfinished)) {
            if (!Files.isDirectory(folder)) {
                index.clear();
            }
            Files.createDirectories(unfinished);
        }
        if (!Files.isDirectory(fanOut)) {
            Files.createDirectories(fanOut);
        }
    }

    /**
     * Deletes the file of a key.
     *
     * @throws IOException if it may still be there
     */
    void delete(String key) throws IOException {
        long name = FileNames.of(key);
        Path file = FileNames.path(folder, name);
        delete(file, name);
    }

    private void delete(Path file, long name) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            metrics.diskError();
            throw e;
        }
        forgetIfGone(file, name);
    }

    /** The files that may have this tag of an entry or an account; none for other names. */
    long[] tagged(String tag) {
        return index.tagged(tag);
    }

    /** The file of a key, if there is one. */
    long[] ofKey(String key) {
        long name = FileNames.of(key);
        return index.contains(name) ? new long[] {name} : new long[0];
    }

    /** All files. */
    long[] all() {
        return index.all();
    }

    /**
     * Deletes a file if its picture is meant. Not beside {@link #write}.
     *
     * @return whether it was deleted
     * @throws IOException if it may still be there
     */
    boolean deleteIf(long name, Predicate<CachedPicture> meant) throws IOException {
        Path file = FileNames.path(folder, name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!meant.test(PictureFile.read(channel).picture())) {
                return false;
            }
        } catch (NoSuchFileException e) {
            forgetIfGone(file, name);
            return false;
        } catch (BadFileException e) {
            // whatever it was, it is of no use
            metrics.corruptFile();
        }
        delete(file, name);
        return true;
    }

    private void evict() {
        for (OptionalLong next = index.toGo(); next.isPresent(); next = index.toGo()) {
            long name = next.getAsLong();
            Path file = FileNames.path(folder, name);
            try {
                if (Files.deleteIfExists(file)) {
                    metrics.evicted(Tier.DISK);
                }
                forgetIfGone(file, name);
            } catch (IOException e) {
                // What can't be made room for must not be written either, or the bound would not hold.
                metrics.diskError();
                writing.failed(e);
                return;
            }
        }
    }

    /** Gets rid of a file that can't be read; if even that fails, the disk is left alone for a while. */
    private void drop(Path file, long name) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            metrics.diskError();
            reading.failed(e);
        }
        forgetIfGone(file, name);
    }

    private void forgetIfGone(Path file, long name) {
        synchronized (presence) {
            if (index.contains(name) && !Files.exists(file)) {
                index.remove(name);
            }
        }
    }

    private static void deleteIfPossible(Path leftover) {
        try {
            Files.deleteIfExists(leftover);
        } catch (IOException e) {
            // The next start sweeps it.
            return;
        }
    }

    /** Ends a walk that still runs. */
    void close() {
        closed = true;
    }

    /** Writes the index down, so that the next start knows the files' tags. Blocks. */
    void saveIndex() {
        if (!indexComplete || !Files.isDirectory(unfinished)) {
            return;
        }
        try {
            index.save();
        } catch (IOException e) {
            metrics.diskError();
        }
    }

    boolean indexComplete() {
        return indexComplete;
    }

    boolean works() {
        return reading.up() && writing.up();
    }

    long bytes() {
        return index.bytes();
    }

    long files() {
        return index.size();
    }
}
