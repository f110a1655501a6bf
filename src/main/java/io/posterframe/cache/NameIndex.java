package io.posterframe.cache;

import io.posterframe.purge.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files are known by a name that may be purged. A sorted map in a file of its own (H2's MVStore), so that finding
 * those of a name costs what they are many, not what the cache holds, and takes no heap. Thread-safe; blocks.
 *
 * <p>It serves the removal of files, not the rule: whatever it has lost, by a kill or a broken file, is not shown after a
 * purge either ({@link io.posterframe.purge.Purges}). So nothing is forced to the disk, the next start looks into the files
 * that it lacks, and an index that fails is off until then.
 *
 * <pre>
 * rows   name NUL file      -> when its picture was made
 * files  file               -> when its picture was made LF name LF name ...
 * </pre>
 */
final class NameIndex implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NameIndex.class);
    private static final int CACHE_MEGABYTES = 4;

    private static final char END = '\0';
    private static final String SEPARATOR = "\n";

    private @Nullable MVStore store;
    private @Nullable MVMap<String, Long> rows;
    private @Nullable MVMap<Long, String> files;

    /** Off: knows no names. */
    NameIndex() {}

    /** Opens what an earlier process has left, or begins anew. */
    NameIndex(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            open(file);
        } catch (MVStoreException e) {
            log.warn("the index of names {} is damaged and made anew: {}", file, e.getMessage());
            try {
                Files.deleteIfExists(file);
                open(file);
            } catch (IOException | MVStoreException again) {
                failed(again);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void open(Path file) {
        MVStore opened = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(CACHE_MEGABYTES)
                .open();
        store = opened;
        rows = opened.openMap("rows");
        files = opened.openMap("files");
    }

    /** Whether it can be asked. */
    synchronized boolean isOn() {
        return files != null;
    }

    /** Notes the names of a picture that was written, in place of those of the file before it. */
    synchronized void put(long file, long madeAtMillis, Names names) {
        MVMap<String, Long> inRows = rows;
        MVMap<Long, String> inFiles = files;
        if (inRows == null || inFiles == null) {
            return;
        }
        try {
            forget(inRows, inFiles, file);
            List<String> all = indexed(names);
            all.forEach(name -> inRows.put(row(name, file), madeAtMillis));
            inFiles.put(file, madeAtMillis + SEPARATOR + String.join(SEPARATOR, all));
        } catch (MVStoreException e) {
            failed(e);
        }
    }

    /** What a picture's names are indexed by. */
    static List<String> indexed(Names names) {
        if (names.kept().isEmpty()) {
            return names.tags();
        }
        List<String> all = new ArrayList<>(names.tags());
        all.add(names.kept());
        return all;
    }

    synchronized void remove(long file) {
        MVMap<String, Long> inRows = rows;
        MVMap<Long, String> inFiles = files;
        if (inRows != null && inFiles != null) {
            try {
                forget(inRows, inFiles, file);
            } catch (MVStoreException e) {
                failed(e);
            }
        }
    }

    private static void forget(MVMap<String, Long> rows, MVMap<Long, String> files, long file) {
        String known = files.remove(file);
        if (known != null) {
            String[] parts = known.split(SEPARATOR);
            for (int i = 1; i < parts.length; i++) {
                rows.remove(row(parts[i], file));
            }
        }
    }

    /** When the file's picture was made; {@link Long#MAX_VALUE} where that is not known. */
    synchronized long madeAt(long file) {
        MVMap<Long, String> inFiles = files;
        try {
            String known = inFiles == null ? null : inFiles.get(file);
            return known == null ? Long.MAX_VALUE : Long.parseLong(known, 0, known.indexOf('\n'), 10);
        } catch (MVStoreException e) {
            failed(e);
            return Long.MAX_VALUE;
        }
    }

    /** The files of a name whose pictures were made then or before; where the name is a path, also of those below. */
    List<Long> find(String name, long madeBy) {
        List<Long> found = new ArrayList<>();
        MVMap<String, Long> all;
        synchronized (this) {
            all = rows;
        }
        if (all != null) {
            try {
                collect(all, name + END, name + (char) (END + 1), madeBy, found);
                if (name.startsWith("/")) {
                    collect(all, name + '/', name + (char) ('/' + 1), madeBy, found);
                }
            } catch (MVStoreException e) {
                failed(e);
            }
        }
        return found;
    }

    /** All files whose pictures were made then or before. */
    List<Long> findAll(long madeBy) {
        List<Long> found = new ArrayList<>();
        MVMap<Long, String> all;
        synchronized (this) {
            all = files;
        }
        if (all != null) {
            try {
                for (Iterator<Long> each = all.keyIterator(null); each.hasNext(); ) {
                    Long file = each.next();
                    if (madeAt(file) <= madeBy) {
                        found.add(file);
                    }
                }
            } catch (MVStoreException e) {
                failed(e);
            }
        }
        return found;
    }

    /** The map's cursor sees it as it was when the cursor was made, whatever is written meanwhile. */
    private static void collect(MVMap<String, Long> rows, String from, String to, long madeBy, List<Long> found) {
        for (Iterator<String> each = rows.keyIterator(from); each.hasNext(); ) {
            String row = each.next();
            if (row.compareTo(to) >= 0) {
                return;
            }
            Long madeAt = rows.get(row);
            if (madeAt != null && madeAt <= madeBy) {
                found.add(Long.parseUnsignedLong(row, row.indexOf(END) + 1, row.length(), 16));
            }
        }
    }

    private static String row(String name, long file) {
        return name + END + Long.toHexString(file);
    }

    private synchronized void failed(Exception problem) {
        if (rows != null || store == null) {
            log.warn(
                    "the index of names is off until the next start, and purges leave files on disk that are not shown any more: {}",
                    problem.getMessage());
        }
        rows = null;
        files = null;
    }

    @Override
    public synchronized void close() {
        rows = null;
        files = null;
        MVStore open = store;
        if (open != null) {
            store = null;
            try {
                open.close();
            } catch (MVStoreException e) {
                open.closeImmediately();
            }
        }
    }
}
