package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The containers of video that are read, each told by how a file begins. Neither engine may guess: among libavformat's
 * demuxers are those of playlists, session descriptions and lists of files, which open what the bytes of a stranger name.
 */
enum MediaFormat {
    /** MP4, QuickTime and their kin (ISO 14496-12). */
    MP4("mov"),
    MATROSKA("matroska"),
    MPEG_TS("mpegts"),
    MPEG_PS("mpeg"),
    /** A bare stream of MPEG-1 or 2. */
    MPEG_VIDEO("mpegvideo"),
    AVI("avi"),
    ASF("asf"),
    FLV("flv"),
    OGG("ogg"),
    MXF("mxf"),
    /** What only ever holds sound, and is known so that it can be said. */
    SOUND("");

    /** How many of a file's first bytes tell its format. */
    static final int HEAD_BYTES = 2048;

    private static final int PACKET = 188;

    private final String demuxer;

    MediaFormat(String demuxer) {
        this.demuxer = demuxer;
    }

    /** Libavformat's name of the demuxer, in 2014 as today. */
    String demuxer() {
        return demuxer;
    }

    /** @param head a file's first bytes, {@link #HEAD_BYTES} or all that there are, from position 0 to the limit */
    static Optional<MediaFormat> of(ByteBuffer head) {
        if (head.limit() < 12) {
            return Optional.empty();
        }
        int first = head.getInt(0);
        return switch (first) {
            case 0x1A45DFA3 -> Optional.of(MATROSKA);
            case 0x3026B275 -> Optional.of(ASF);
            case 0x4F676753 -> Optional.of(OGG);
            case 0x000001BA -> Optional.of(MPEG_PS);
            case 0x000001B3 -> Optional.of(MPEG_VIDEO);
            case 0x060E2B34 -> Optional.of(MXF);
            case 0x52494646 -> ofRiff(ascii(head, 8));
            case 0x664C6143 -> Optional.of(SOUND);
            default -> ofOthers(head, first);
        };
    }

    private static Optional<MediaFormat> ofRiff(String form) {
        return switch (form) {
            case "AVI ", "AVIX" -> Optional.of(AVI);
            case "WAVE" -> Optional.of(SOUND);
            default -> Optional.empty();
        };
    }

    private static Optional<MediaFormat> ofOthers(ByteBuffer head, int first) {
        if (isBox(ascii(head, 4))) {
            return Optional.of(MP4);
        }
        if (first >>> 8 == 0x464C56) {
            return Optional.of(FLV);
        }
        if (isTransportStream(head)) {
            return Optional.of(MPEG_TS);
        }
        boolean tagged = first >>> 8 == 0x494433;
        // a frame of MPEG audio or ADTS begins with eleven ones
        return tagged || first >>> 21 == 0x7FF ? Optional.of(SOUND) : Optional.empty();
    }

    private static boolean isBox(String type) {
        return switch (type) {
            case "ftyp", "styp", "moov", "moof", "mdat", "sidx", "free", "skip", "wide", "pnot", "uuid" -> true;
            default -> false;
        };
    }

    /** Packets of 188 bytes, with a time of 4 bytes before each on Blu-ray, or a check of 16 behind it. */
    private static boolean isTransportStream(ByteBuffer head) {
        return hasSync(head, 0, PACKET) || hasSync(head, 4, PACKET + 4) || hasSync(head, 0, PACKET + 16);
    }

    private static boolean hasSync(ByteBuffer head, int from, int step) {
        int packets = 0;
        for (int at = from; at < head.limit(); at += step) {
            if (head.get(at) != 0x47) {
                return false;
            }
            packets++;
        }
        return packets > 0 && (packets > 1 || head.limit() <= step + from);
    }

    private static String ascii(ByteBuffer head, int at) {
        byte[] four = new byte[4];
        head.get(at, four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }
}
