package io.posterframe.still;

import java.nio.ByteBuffer;

/** A JPEG's first frame header (ITU-T T.81, B.2.2), and EXIF in an APP1 segment. */
final class JpegHeader {
    private static final int APP1 = 0xe1;
    private static final String EXIF = "Exif\0\0";

    private JpegHeader() {}

    static ImageHeader.Size read(ByteBuffer bytes) {
        JpegSegments segments = new JpegSegments(bytes);
        Orientation orientation = segments.list().stream()
                .filter(segment -> segment.is(APP1, EXIF))
                .findFirst()
                .map(segment ->
                        segment.data().slice(EXIF.length(), segment.data().limit() - EXIF.length()))
                .map(Tiff::orientation)
                .orElse(Orientation.UPRIGHT);
        return segments.frame()
                .map(frame -> new ImageHeader.Size(
                        frame.data().getShort(3) & 0xffff, frame.data().getShort(1) & 0xffff, orientation))
                .orElse(ImageHeader.Size.UNKNOWN);
    }
}
