package io.posterframe.job;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The parts of a zip around the bytes of its entries, all of which are stored as they are (PKWARE's APPNOTE.TXT 6.3.10,
 * section 4.3). Sizes and sums stand in front of the bytes, so a reader needs no look behind them.
 *
 * <p>A wide zip is one whose directory begins behind the first 4 GiB. All its entries then say where they begin in 64 bits,
 * also those that need not, so that the length of the whole is known beforehand.
 */
final class ZipHeaders {
    /** What 32 bits can't say. */
    static final long WIDE = 0xffff_ffffL;

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int WIDE_OFFSET_BYTES = 12;
    private static final int END_BYTES = 22;
    private static final int WIDE_END_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int MANY = 0xffff;

    private static final int PLAIN_VERSION = 10;
    private static final int WIDE_VERSION = 45;
    private static final int UNIX = 3 << 8;
    private static final int FIRST_DOS_YEAR = 1980;
    private static final int LAST_DOS_YEAR = 2107;

    /** A file that its owner may write and everybody read. */
    private static final int ATTRIBUTES = 0100644 << 16;

    private final boolean wide;
    private final int time;
    private final int date;

    /** @param modified told of each entry, in UTC, to two seconds */
    ZipHeaders(boolean wide, Instant modified) {
        this.wide = wide;
        LocalDateTime at = LocalDateTime.ofInstant(modified, ZoneOffset.UTC);
        int year = Math.max(FIRST_DOS_YEAR, Math.min(LAST_DOS_YEAR, at.getYear()));
        time = at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2;
        date = year - FIRST_DOS_YEAR << 9 | at.getMonthValue() << 5 | at.getDayOfMonth();
    }

    /** How long an entry is without its bytes. */
    static long localBytes(int nameBytes) {
        return LOCAL_BYTES + nameBytes;
    }

    /** How long the directory is. @param nameBytes of each entry's name */
    long directoryBytes(long entries, int nameBytes) {
        return entries * (CENTRAL_BYTES + nameBytes + (wide ? WIDE_OFFSET_BYTES : 0));
    }

    /** How long the end behind the directory is. */
    long endBytes(long entries) {
        return END_BYTES + (wide || entries >= MANY ? WIDE_END_BYTES + LOCATOR_BYTES : 0);
    }

    /** In front of an entry's bytes. @param name ASCII */
    void local(Buffer out, String name, JobFrame frame) {
        out.appendIntLE(0x04034b50).appendShortLE((short) version());
        common(out, name, frame);
        out.appendBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** An entry of the directory. @param offset of its local header */
    void central(Buffer out, String name, JobFrame frame, long offset) {
        out.appendIntLE(0x02014b50).appendShortLE((short) (UNIX | version())).appendShortLE((short) version());
        common(out, name, frame, wide ? WIDE_OFFSET_BYTES : 0);
        // no comment, on the first disk, binary
        out.appendShortLE((short) 0).appendShortLE((short) 0).appendShortLE((short) 0);
        out.appendIntLE(ATTRIBUTES).appendIntLE((int) (wide ? WIDE : offset));
        out.appendBytes(name.getBytes(StandardCharsets.US_ASCII));
        if (wide) {
            out.appendShortLE((short) 1).appendShortLE((short) 8).appendLongLE(offset);
        }
    }

    private void common(Buffer out, String name, JobFrame frame) {
        common(out, name, frame, 0);
    }

    private void common(Buffer out, String name, JobFrame frame, int extraBytes) {
        // no flags, stored
        out.appendShortLE((short) 0).appendShortLE((short) 0);
        out.appendShortLE((short) time).appendShortLE((short) date);
        out.appendIntLE((int) frame.crc()).appendIntLE(frame.bytes()).appendIntLE(frame.bytes());
        out.appendShortLE((short) name.length()).appendShortLE((short) extraBytes);
    }

    /** Behind the directory. */
    void end(Buffer out, long entries, int nameBytes, long directoryOffset) {
        long directoryBytes = directoryBytes(entries, nameBytes);
        if (wide || entries >= MANY) {
            wideEnd(out, entries, directoryOffset, directoryBytes);
        }
        short count = (short) Math.min(entries, MANY);
        out.appendIntLE(0x06054b50).appendShortLE((short) 0).appendShortLE((short) 0);
        out.appendShortLE(count).appendShortLE(count);
        out.appendIntLE((int) Math.min(directoryBytes, WIDE)).appendIntLE((int) Math.min(directoryOffset, WIDE));
        out.appendShortLE((short) 0);
    }

    private static void wideEnd(Buffer out, long entries, long directoryOffset, long directoryBytes) {
        out.appendIntLE(0x06064b50).appendLongLE(WIDE_END_BYTES - 12);
        out.appendShortLE((short) (UNIX | WIDE_VERSION)).appendShortLE((short) WIDE_VERSION);
        out.appendIntLE(0).appendIntLE(0).appendLongLE(entries).appendLongLE(entries);
        out.appendLongLE(directoryBytes).appendLongLE(directoryOffset);
        out.appendIntLE(0x07064b50).appendIntLE(0);
        out.appendLongLE(directoryOffset + directoryBytes).appendIntLE(1);
    }

    private int version() {
        return wide ? WIDE_VERSION : PLAIN_VERSION;
    }
}
