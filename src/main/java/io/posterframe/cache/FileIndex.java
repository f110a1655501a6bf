package io.posterframe.cache;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What lies on disk, as little of it as eviction and purges need: for each file its name (64 bits of hash), its size in
 * blocks, its last use and its {@link TagHash}. A million files take 36 to 72 MB, where a linked map of objects would take 150.
 * Not thread-safe.
 *
 * <p>It is a hash table with linear probing in parallel arrays; names are hashes already, so a name's low bits are
 * its home slot. For the same reason the neighbours of any slot are a random sample as far as age goes, so the oldest of
 * {@value #SAMPLE} neighbours at a random place is a good enough least-recently-used file. Of up to that many files in
 * all it is the exact one.
 *
 * <p>The files of a tag are found by going through one array, a millisecond for each million files. Nothing waits for
 * that: what is shown after a purge is decided elsewhere. Lists of each tag's files would take twice the memory.
 */
final class FileIndex {
    static final int SAMPLE = 16;
    static final int ROW_BYTES = 24;
    private static final int BLOCK_BYTES = 4096;
    /** Last uses are kept as seconds since here, which lasts an int until 2088. */
    private static final long YEAR_2020_SECONDS = 1_577_836_800;

    private static final int CHECKED = 1 << 31;

    private long[] names = new long[64];
    /** Size in blocks, never 0 in a slot that is taken; the top bit says that the body's checksum was found right. */
    private int[] blocks = new int[64];

    private int[] usedAt = new int[64];
    private int[] entries = new int[64];
    private int[] partners = new int[64];
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    /** Bytes that the files take on disk, in whole blocks. */
    long bytes() {
        return bytes;
    }

    boolean contains(long name) {
        return blocks[slot(name)] != 0;
    }

    /** Adds or replaces a file whose tags are not known. */
    void put(long name, long fileBytes, long usedAtMillis, boolean checked) {
        put(name, fileBytes, usedAtMillis, checked, new TagHash(TagHash.UNKNOWN, TagHash.UNKNOWN));
    }

    /** Adds or replaces a file. */
    void put(long name, long fileBytes, long usedAtMillis, boolean checked, TagHash tags) {
        if ((size + 1) * 3L > names.length * 2L) {
            grow();
        }
        int slot = slot(name);
        if (blocks[slot] == 0) {
            size++;
            names[slot] = name;
        } else {
            bytes -= bytesAt(slot);
        }
        blocks[slot] = (int) Math.max(1, Math.min(Integer.MAX_VALUE, (fileBytes + BLOCK_BYTES - 1) / BLOCK_BYTES))
                | (checked ? CHECKED : 0);
        usedAt[slot] = seconds(usedAtMillis);
        entries[slot] = tags.entry();
        partners[slot] = tags.partner();
        bytes += bytesAt(slot);
    }

    /** Whether it is known which tags a file has that is here. */
    boolean hasTags(long name) {
        return entries[slot(name)] != TagHash.UNKNOWN;
    }

    /** Notes the tags of a file, if it is here. */
    void tag(long name, TagHash tags) {
        int slot = slot(name);
        if (blocks[slot] != 0) {
            entries[slot] = tags.entry();
            partners[slot] = tags.partner();
        }
    }

    /** The files of this entry, and perhaps some of others. */
    long[] ofEntry(int hash) {
        return find(slot -> entries[slot] == hash);
    }

    /** The files of this account, and perhaps some of others. */
    long[] ofPartner(int hash) {
        return find(slot -> partners[slot] == hash);
    }

    /** All files. */
    long[] all() {
        return find(slot -> true);
    }

    private long[] find(IntPredicate wanted) {
        return IntStream.range(0, names.length)
                .filter(slot -> blocks[slot] != 0 && wanted.test(slot))
                .mapToLong(slot -> names[slot])
                .toArray();
    }

    /** How many slots there are to be looked at. */
    int slots() {
        return names.length;
    }

    /** Writes what is in a slot, {@value #ROW_BYTES} bytes; nothing for a free one. */
    void write(int slot, ByteBuffer to) {
        if (slot < names.length && blocks[slot] != 0) {
            to.putLong(names[slot])
                    .putInt(blocks[slot] & ~CHECKED)
                    .putInt(usedAt[slot])
                    .putInt(entries[slot])
                    .putInt(partners[slot]);
        }
    }

    /** Adds what was written of a slot, unless the file is here. */
    void read(ByteBuffer from) {
        long name = from.getLong();
        long size = (long) from.getInt() * BLOCK_BYTES;
        long used = (from.getInt() + YEAR_2020_SECONDS) * 1000;
        TagHash tags = new TagHash(from.getInt(), from.getInt());
        if (!contains(name)) {
            put(name, size, used, false, tags);
        }
    }

    /** Whether the body's checksum was found right since the file was put. */
    boolean checked(long name) {
        return (blocks[slot(name)] & CHECKED) != 0;
    }

    /** Notes a use, if the file is known. Returns the time of the use before, in milliseconds, or {@code now} if unknown. */
    long touch(long name, long nowMillis) {
        int slot = slot(name);
        if (blocks[slot] == 0) {
            return nowMillis;
        }
        long before = (usedAt[slot] + YEAR_2020_SECONDS) * 1000;
        usedAt[slot] = seconds(nowMillis);
        return before;
    }

    /** When a file that is here was last used, milliseconds, to a second. */
    long usedAt(long name) {
        return (usedAt[slot(name)] + YEAR_2020_SECONDS) * 1000;
    }

    /** The name of a file that was not used for long. The index must not be empty. */
    long oldest() {
        int slot = ThreadLocalRandom.current().nextInt(names.length);
        int oldest = -1;
        for (int seen = 0; seen < Math.min(SAMPLE, size); slot = next(slot)) {
            if (blocks[slot] != 0) {
                seen++;
                if (oldest < 0 || usedAt[slot] < usedAt[oldest]) {
                    oldest = slot;
                }
            }
        }
        return names[oldest];
    }

    void remove(long name) {
        int hole = slot(name);
        if (blocks[hole] == 0) {
            return;
        }
        size--;
        bytes -= bytesAt(hole);
        // Close the gap: an entry further on moves into the hole unless its home lies behind the hole.
        for (int slot = next(hole); blocks[slot] != 0; slot = next(slot)) {
            int home = home(names[slot]);
            if (((slot - home) & mask()) >= ((slot - hole) & mask())) {
                names[hole] = names[slot];
                blocks[hole] = blocks[slot];
                usedAt[hole] = usedAt[slot];
                entries[hole] = entries[slot];
                partners[hole] = partners[slot];
                hole = slot;
            }
        }
        blocks[hole] = 0;
        entries[hole] = TagHash.UNKNOWN;
    }

    void clear() {
        names = new long[64];
        blocks = new int[64];
        usedAt = new int[64];
        entries = new int[64];
        partners = new int[64];
        size = 0;
        bytes = 0;
    }

    private void grow() {
        long[] oldNames = names;
        int[] oldBlocks = blocks;
        int[] oldUsedAt = usedAt;
        int[] oldEntries = entries;
        int[] oldPartners = partners;
        names = new long[oldNames.length * 2];
        blocks = new int[names.length];
        usedAt = new int[names.length];
        entries = new int[names.length];
        partners = new int[names.length];
        for (int old = 0; old < oldNames.length; old++) {
            if (oldBlocks[old] != 0) {
                int slot = slot(oldNames[old]);
                names[slot] = oldNames[old];
                blocks[slot] = oldBlocks[old];
                usedAt[slot] = oldUsedAt[old];
                entries[slot] = oldEntries[old];
                partners[slot] = oldPartners[old];
            }
        }
    }

    /** The slot that holds the name, or the free one where it belongs. */
    private int slot(long name) {
        int slot = home(name);
        while (blocks[slot] != 0 && names[slot] != name) {
            slot = next(slot);
        }
        return slot;
    }

    private int home(long name) {
        return (int) name & mask();
    }

    private int next(int slot) {
        return (slot + 1) & mask();
    }

    private int mask() {
        return names.length - 1;
    }

    private long bytesAt(int slot) {
        return (long) (blocks[slot] & ~CHECKED) * BLOCK_BYTES;
    }

    private static int seconds(long millis) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, millis / 1000 - YEAR_2020_SECONDS));
    }
}
