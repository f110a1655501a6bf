package io.posterframe.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parts that a file is made of, as far as its container is known; only as right as the file is. */
final class Structure {
    private static final int PACKET = 188;
    private static final int MOST = 4_000;
    private static final Set<String> BOXES_OF_BOXES =
            Set.of("moov", "trak", "mdia", "minf", "stbl", "edts", "moof", "traf", "mvex", "dinf");

    /** Identifiers of Matroska with four bytes: header, segment, information, tracks, clusters, cues, seek head. */
    private static final Set<Integer> ELEMENTS =
            Set.of(0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B, 0x114D9B74);

    private static final int ELEMENT_LENGTH = 64;

    private Structure() {}

    record Part(int from, int to) {}

    static List<Part> parts(byte[] bytes) {
        List<Part> parts = new ArrayList<>();
        if (bytes.length >= 2 * PACKET && bytes[0] == 0x47 && bytes[PACKET] == 0x47) {
            for (int at = 0; at + PACKET <= bytes.length && parts.size() < MOST; at += PACKET) {
                parts.add(new Part(at, at + PACKET));
            }
        } else if (bytes.length > 8 && isName(bytes, 4)) {
            boxes(bytes, 0, bytes.length, parts);
        } else {
            elements(bytes, parts);
        }
        return parts;
    }

    private static void boxes(byte[] bytes, int from, int to, List<Part> parts) {
        int at = from;
        while (at + 8 <= to && parts.size() < MOST) {
            long size = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(at));
            if (size < 8 || at + size > to) {
                return;
            }
            int end = (int) (at + size);
            parts.add(new Part(at, end));
            if (BOXES_OF_BOXES.contains(new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1))) {
                boxes(bytes, at + 8, end, parts);
            }
            at = end;
        }
    }

    private static void elements(byte[] bytes, List<Part> parts) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = 0; at + ELEMENT_LENGTH <= bytes.length && parts.size() < MOST; at++) {
            if (ELEMENTS.contains(buffer.getInt(at))) {
                parts.add(new Part(at, at + ELEMENT_LENGTH));
            }
        }
    }

    private static boolean isName(byte[] bytes, int at) {
        for (int i = at; i < at + 4; i++) {
            if (bytes[i] < 'a' || bytes[i] > 'z') {
                return false;
            }
        }
        return true;
    }
}
