package io.posterframe.upload;

import java.nio.ByteBuffer;

/**
 * Tells by its first bytes whether a file's format can be read from the front to the back, so that its beginning alone is a
 * video too: Matroska, MPEG transport and program streams, Flash, and MP4 in fragments. All else may have an index at its
 * end, or is an image, of which a part is not a picture.
 */
final class FrontToBack {
    /** So many bytes tell most formats; MP4 needs a look at its boxes. */
    static final int ENOUGH = 400;

    private static final int MATROSKA = 0x1A45DFA3;
    private static final int PROGRAM_STREAM = 0x000001BA;
    private static final int FLASH = 0x464C56;
    private static final int FTYP = 0x66747970;
    private static final int MOOF = 0x6D6F6F66;
    private static final int TRANSPORT_SYNC = 0x47;
    private static final int TRANSPORT_PACKET = 188;
    private static final int TIMED_TRANSPORT_PACKET = 192;

    /** In a file in fragments, few boxes come before the first of them. */
    private static final int MOST_BOXES = 16;

    private static final int BOX_HEADER = 16;

    private FrontToBack() {}

    /** @param prefix how many bytes are there from the beginning without a gap */
    static boolean isReadSo(UploadReader reader, long prefix) {
        ByteBuffer head = reader.read(0, ENOUGH, 0);
        if (head.limit() < BOX_HEADER) {
            return false;
        }
        int first = head.getInt(0);
        if (head.getInt(4) == FTYP) {
            return isInFragments(reader, prefix);
        }
        return first == MATROSKA
                || first == PROGRAM_STREAM
                || first >>> 8 == FLASH
                || isTransport(head, 0, TRANSPORT_PACKET)
                || isTransport(head, 4, TIMED_TRANSPORT_PACKET);
    }

    private static boolean isTransport(ByteBuffer head, int from, int step) {
        int next = from + step;
        return next < head.limit() && head.get(from) == TRANSPORT_SYNC && head.get(next) == TRANSPORT_SYNC;
    }

    /** ISO/IEC 14496-12: a box begins with its length and type; a length of 1 means that a longer one follows. */
    private static boolean isInFragments(UploadReader reader, long prefix) {
        long at = 0;
        for (int i = 0; i < MOST_BOXES && at <= prefix - BOX_HEADER; i++) {
            ByteBuffer box = reader.read(at, BOX_HEADER, 0);
            if (box.getInt(4) == MOOF) {
                return true;
            }
            long length = Integer.toUnsignedLong(box.getInt(0));
            if (length == 1) {
                length = box.getLong(8);
            }
            if (length < 8 || length > prefix - at) {
                return false;
            }
            at += length;
        }
        return false;
    }
}
