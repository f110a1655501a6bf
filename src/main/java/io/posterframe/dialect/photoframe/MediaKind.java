package io.posterframe.dialect.photoframe;

import io.posterframe.catalog.Medium;
import io.posterframe.still.ImageHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Tells by a file's first bytes whether it is a video or an image of a kind that can be read. */
final class MediaKind {
    /** How many bytes are enough. */
    static final int HEAD = 1024;

    private static final int TRANSPORT_PACKET = 188;

    /** What a box of an ISO media file (ISO/IEC 14496-12) or a QuickTime movie begins with. */
    private static final Set<String> BOXES =
            Set.of("ftyp", "styp", "moov", "mdat", "moof", "free", "skip", "wide", "pnot", "sidx");

    private MediaKind() {}

    /** @return empty when it is neither */
    static Optional<Medium.Kind> of(byte[] head) {
        if (ImageHeader.formatOf(ByteBuffer.wrap(head)).isPresent()) {
            return Optional.of(Medium.Kind.IMAGE);
        }
        return isVideo(head) ? Optional.of(Medium.Kind.VIDEO) : Optional.empty();
    }

    private static boolean isVideo(byte[] head) {
        return head.length >= 8 && BOXES.contains(new String(head, 4, 4, StandardCharsets.ISO_8859_1))
                || starts(head, 0, 0x1A, 0x45, 0xDF, 0xA3) // Matroska, WebM
                || starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'A', 'V', 'I', ' ')
                || starts(head, 0, 'F', 'L', 'V', 1)
                || starts(head, 0, 'O', 'g', 'g', 'S')
                || starts(head, 0, 0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11) // ASF, WMV
                || starts(head, 0, 0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01) // MXF
                || starts(head, 0, 0, 0, 1, 0xBA) // MPEG program stream
                || starts(head, 0, 0, 0, 1, 0xB3) // MPEG video
                || starts(head, 0, 0x47) && starts(head, TRANSPORT_PACKET, 0x47)
                || starts(head, 4, 0x47) && starts(head, 4 + TRANSPORT_PACKET + 4, 0x47); // with times, as in M2TS
    }

    private static boolean starts(byte[] head, int at, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (at + i >= head.length || (head[at + i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
