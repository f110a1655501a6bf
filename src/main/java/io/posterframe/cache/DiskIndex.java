package io.posterframe.cache;

import io.posterframe.purge.Tags;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The {@link FileIndex} of the disk tier with its lock, its bounds, and its copy on the disk. Each call is one step; event
 * loops may make all but {@link #load} and {@link #save}, as the lock is never held while the disk is asked.
 */
final class DiskIndex {
    /** The index knows seconds. */
    private static final long CLOCK_MILLIS = 1000;

    private final FileIndex files = new FileIndex();
    private final IndexFile saved;
    private final CacheConfig config;

    DiskIndex(IndexFile saved, CacheConfig config) {
        this.saved = saved;
        this.config = config;
    }

    /** Adds what an earlier process has saved. Blocks. */
    void load() {
        saved.read(files, config.diskMaxFiles());
    }

    /** Writes it down. Blocks. */
    void save() throws IOException {
        saved.write(files);
    }

    boolean contains(long name) {
        synchronized (files) {
            return files.contains(name);
        }
    }

    /**
     * Notes a file that was met on the disk.
     *
     * @return whether its tags are known
     */
    boolean met(long name, long fileBytes, long usedAtMillis) {
        synchronized (files) {
            if (!files.contains(name) || files.usedAt(name) < usedAtMillis - CLOCK_MILLIS) {
                // new, or used or written since the index was saved
                files.put(name, fileBytes, usedAtMillis, false);
            }
            return files.hasTags(name);
        }
    }

    /** Notes a file's tags, unless they are known. */
    void tag(long name, TagHash tags) {
        synchronized (files) {
            if (!files.hasTags(name)) {
                files.tag(name, tags);
            }
        }
    }

    /** Notes a file that is as it was just written. */
    void written(long name, long fileBytes, long nowMillis, TagHash tags) {
        synchronized (files) {
            files.put(name, fileBytes, nowMillis, true, tags);
        }
    }

    /** Whether the body's checksum was found right in this process. */
    boolean checked(long name) {
        synchronized (files) {
            return files.checked(name);
        }
    }

    /** Notes that it was, once in a process. */
    void check(long name, long fileBytes, long usedAtMillis, TagHash tags) {
        synchronized (files) {
            if (!files.checked(name)) {
                files.put(name, fileBytes, usedAtMillis, true, tags);
            }
        }
    }

    /** Notes a use. Returns the time of the use before, in milliseconds, or {@code now} if the file is not known. */
    long touch(long name, long nowMillis) {
        synchronized (files) {
            return files.touch(name, nowMillis);
        }
    }

    /** The files that may have this tag of an entry or an account; none for other names. */
    long[] tagged(String tag) {
        synchronized (files) {
            if (Tags.isEntry(tag)) {
                return files.ofEntry(TagHash.of(tag));
            }
            return Tags.isPartner(tag) ? files.ofPartner(TagHash.of(tag)) : new long[0];
        }
    }

    long[] all() {
        synchronized (files) {
            return files.all();
        }
    }

    /** The file that goes next, while there is more than may be; empty otherwise. */
    OptionalLong toGo() {
        synchronized (files) {
            boolean fits = files.bytes() <= config.diskMaxBytes() && files.size() <= config.diskMaxFiles();
            return fits || files.size() == 0 ? OptionalLong.empty() : OptionalLong.of(files.oldest());
        }
    }

    void remove(long name) {
        synchronized (files) {
            files.remove(name);
        }
    }

    void clear() {
        synchronized (files) {
            files.clear();
        }
    }

    /** Bytes that the files take on disk. */
    long bytes() {
        synchronized (files) {
            return files.bytes();
        }
    }

    long size() {
        synchronized (files) {
            return files.size();
        }
    }
}
