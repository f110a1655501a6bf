package io.posterframe.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The index of files as it was a while ago, in a file: so a start knows the tags of a million files without opening each.
 * It may be old, or missing: what it lacks is looked for, and what it has too much is dropped when it is missed. Blocks.
 *
 * <pre>
 * int  magic "PFpi"     for each file {@value FileIndex#ROW_BYTES} bytes     int CRC32C of all before
 * int  version
 * </pre>
 */
final class IndexFile {
    private static final int MAGIC = 0x50467069;
    private static final int VERSION = 1;
    private static final int SLOTS_AT_ONCE = 4096;

    private final Path file;
    private final Path beside;

    /** @param beside where it is written before it takes the place of the one before */
    IndexFile(Path file, Path beside) {
        this.file = file;
        this.beside = beside;
    }

    /** Writes the index, whose lock is held for some slots at a time. */
    void write(FileIndex index) throws IOException {
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer part = ByteBuffer.allocate(SLOTS_AT_ONCE * FileIndex.ROW_BYTES);
            write(channel, part.putInt(MAGIC).putInt(VERSION), checksum);
            for (int from = 0; from < slots(index); from += SLOTS_AT_ONCE) {
                synchronized (index) {
                    for (int slot = from; slot < from + SLOTS_AT_ONCE; slot++) {
                        index.write(slot, part);
                    }
                }
                write(channel, part, checksum);
            }
            write(channel, part.putInt((int) checksum.getValue()), checksum);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int slots(FileIndex index) {
        synchronized (index) {
            return index.slots();
        }
    }

    private static void write(FileChannel channel, ByteBuffer part, CRC32C checksum) throws IOException {
        checksum.update(part.flip().duplicate());
        while (part.hasRemaining()) {
            channel.write(part);
        }
        part.clear();
    }

    /** Adds to the index what the file has of it; nothing when it can't be read, is damaged or is too long. */
    void read(FileIndex into, int maxFiles) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long rows = (channel.size() - 12) / FileIndex.ROW_BYTES;
            if (channel.size() != 12 + rows * FileIndex.ROW_BYTES || rows > maxFiles || !isWhole(channel)) {
                return;
            }
            ByteBuffer part = ByteBuffer.allocate(SLOTS_AT_ONCE * FileIndex.ROW_BYTES);
            channel.position(8);
            for (long left = rows; left > 0; ) {
                part.clear().limit((int) Math.min(left, SLOTS_AT_ONCE) * FileIndex.ROW_BYTES);
                readFully(channel, part);
                left -= part.flip().limit() / FileIndex.ROW_BYTES;
                synchronized (into) {
                    while (part.hasRemaining()) {
                        into.read(part);
                    }
                }
            }
        } catch (IOException e) {
            // the first start, or a disk that fails, which the walk through the files will say
            return;
        }
    }

    private static boolean isWhole(FileChannel channel) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer part = ByteBuffer.allocate(SLOTS_AT_ONCE * FileIndex.ROW_BYTES);
        long left = channel.size() - 4;
        boolean first = true;
        while (left > 0) {
            part.clear().limit((int) Math.min(left, part.capacity()));
            readFully(channel, part);
            part.flip();
            if (first && (part.getInt(0) != MAGIC || part.getInt(4) != VERSION)) {
                return false;
            }
            first = false;
            left -= part.limit();
            checksum.update(part);
        }
        part.clear().limit(4);
        readFully(channel, part);
        return part.getInt(0) == (int) checksum.getValue();
    }

    private static void readFully(FileChannel channel, ByteBuffer part) throws IOException {
        while (part.hasRemaining()) {
            if (channel.read(part) < 0) {
                throw new IOException("the file ends too early");
            }
        }
    }
}
