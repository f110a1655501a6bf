package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What decides over the engine of an MP4 and stands in its boxes (ISO 14496-12), found in a few small reads.
 *
 * @param fragmented whether its frames lie in fragments, each with an index of its own
 * @param mirrored   whether a picture is to be mirrored
 */
record Mp4Head(boolean fragmented, boolean mirrored) {
    private static final int MOST_BOXES = 64;
    private static final int BOX = 8;
    private static final int LARGE_BOX = 16;
    /** From the start of a tkhd to its matrix, by version; width and height lie behind it. */
    private static final int MATRIX = 48;

    private static final int LATER_MATRIX = 60;
    private static final int WIDTH = DisplayMatrix.NUMBERS * Integer.BYTES;

    static Mp4Head of(MediaBytes bytes) {
        Search search = new Search(bytes);
        search.boxes(0, bytes.size());
        return new Mp4Head(search.fragmented, search.mirrored);
    }

    private static final class Search {
        private final MediaBytes bytes;
        private boolean fragmented;
        private boolean mirrored;
        private int seen;

        Search(MediaBytes bytes) {
            this.bytes = bytes;
        }

        /** Walks from box to box, and into those that may hold what is looked for. */
        void boxes(long from, long to) {
            long at = from;
            while (at + BOX <= to && seen++ < MOST_BOXES && !fragmented) {
                ByteBuffer head = read(at, LARGE_BOX);
                if (head.limit() < BOX) {
                    return;
                }
                long size = head.getInt(0) & 0xffffffffL;
                if (size == 1 && head.limit() == LARGE_BOX) {
                    size = head.getLong(BOX);
                }
                long end = size == 0 ? to : at + size;
                if (size != 0 && size < BOX || end < at) {
                    return;
                }
                switch (type(head)) {
                    case "moof", "mvex" -> fragmented = true;
                    case "moov", "trak" -> boxes(at + BOX, Math.min(end, to));
                    case "tkhd" -> {
                        track(at);
                        // the rest of the track is of no interest
                        return;
                    }
                    default -> {}
                }
                at = end;
            }
        }

        private void track(long at) {
            ByteBuffer header = read(at, LATER_MATRIX + WIDTH + Integer.BYTES);
            int matrix = header.limit() > BOX && header.get(BOX) == 1 ? LATER_MATRIX : MATRIX;
            if (header.limit() < matrix + WIDTH + Integer.BYTES || header.getInt(matrix + WIDTH) == 0) {
                return;
            }
            mirrored |= new DisplayMatrix(
                            header.getInt(matrix),
                            header.getInt(matrix + 4),
                            header.getInt(matrix + 12),
                            header.getInt(matrix + 16))
                    .mirrored();
        }

        private ByteBuffer read(long at, int length) {
            byte[] into = new byte[length];
            int count = Math.max(0, bytes.read(at, into, length));
            return ByteBuffer.wrap(into, 0, count).slice();
        }
    }

    private static String type(ByteBuffer head) {
        byte[] four = new byte[4];
        head.get(4, four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }
}
