package io.posterframe.still;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The marker segments before a JPEG's first scan (ITU-T T.81, B.1.1.4), as far as they are there. */
public final class JpegSegments {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int MOST = 4096;

    private final List<Segment> segments = new ArrayList<>();

    /**
     * One segment.
     *
     * @param marker the second byte of its marker, 0 to 255
     * @param start  where its data begins in the file
     * @param data   what follows its length; shorter than that where the file was cut
     */
    public record Segment(int marker, int start, ByteBuffer data) {

        /** SOF0 to SOF15, between which three markers mean other things. */
        boolean isFrame() {
            return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        }

        /** Whether it has this marker and its data begins with this text. */
        public boolean is(int marker, String text) {
            return this.marker == marker && Magic.starts(data, 0, text);
        }
    }

    public JpegSegments(ByteBuffer jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.limit() && segments.size() < MOST) {
            int marker = jpeg.get(at + 1) & 0xff;
            if (jpeg.get(at) != (byte) 0xff || marker == 0xff) {
                // padding before a marker, or rubbish between segments, which decoders skip as well
                at++;
                continue;
            }
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                return;
            }
            boolean alone = marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8;
            if (alone) {
                at += 2;
                continue;
            }
            int length = Math.max(2, jpeg.getShort(at + 2) & 0xffff);
            int there = Math.min(length - 2, jpeg.limit() - at - 4);
            segments.add(new Segment(marker, at + 4, jpeg.slice(at + 4, there)));
            at += 2 + length;
        }
    }

    /** Those that there are, in their order; some thousand at most. */
    public List<Segment> list() {
        return segments;
    }

    /** How many kinds of samples the picture has: 1 grey, 3 colours, 4 inks; 0 when that is not there. */
    public int components() {
        return frame().filter(frame -> frame.data.limit() > 5)
                .map(frame -> frame.data.get(5) & 0xff)
                .orElse(0);
    }

    /** The frame header, which tells the size. */
    public Optional<Segment> frame() {
        return segments.stream().filter(Segment::isFrame).findFirst();
    }
}
