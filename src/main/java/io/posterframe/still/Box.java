package io.posterframe.still;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of the ISO base media file format (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 * @param data what it holds, as far as it is there
 */
record Box(String type, ByteBuffer data) {

    /** The content without its first bytes, such as a version and flags. */
    ByteBuffer skip(int count) {
        return data.slice(count, data.limit() - count);
    }

    static Row in(ByteBuffer bytes) {
        return new Row(bytes);
    }

    /** Boxes one behind the other, some thousand at most. One that is not there is an IndexOutOfBoundsException. */
    static final class Row {
        private static final int MOST = 1 << 15;

        private final ByteBuffer bytes;
        private long at;
        private int count;

        private Row(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        /** The first box of a type. */
        Box named(String type) {
            Box box = next();
            while (!box.type.equals(type)) {
                box = next();
            }
            return box;
        }

        /** All boxes that are there, the last perhaps cut off. */
        List<Box> all() {
            List<Box> boxes = new ArrayList<>();
            while (at + 8 <= bytes.limit() && count < MOST) {
                boxes.add(next());
            }
            return boxes;
        }

        private Box next() {
            if (at + 8 > bytes.limit() || count++ == MOST) {
                throw new IndexOutOfBoundsException("no such box");
            }
            int start = (int) at;
            byte[] type = new byte[4];
            bytes.get(start + 4, type);
            long length = bytes.getInt(start) & 0xffffffffL;
            int header = 8;
            if (length == 1) {
                header = 16;
                length = bytes.getLong(start + 8);
            } else if (length == 0) {
                length = bytes.limit() - at;
            }
            if (length < header) {
                throw new IndexOutOfBoundsException("a box shorter than its header");
            }
            int end = (int) Math.min(bytes.limit(), start + Math.min(length, Integer.MAX_VALUE));
            at = end;
            return new Box(
                    new String(type, StandardCharsets.ISO_8859_1), bytes.slice(start + header, end - start - header));
        }
    }
}
