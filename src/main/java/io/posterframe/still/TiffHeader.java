package io.posterframe.still;

import java.nio.ByteBuffer;

/** The first picture of a TIFF file. */
final class TiffHeader {
    private TiffHeader() {}

    static ImageHeader.Size read(ByteBuffer bytes) {
        Tiff first = new Tiff(bytes);
        return new ImageHeader.Size(
                first.number(Tiff.WIDTH),
                first.number(Tiff.HEIGHT),
                Orientation.ofExif(first.number(Tiff.ORIENTATION)));
    }
}
