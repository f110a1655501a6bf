package io.posterframe.still;

import java.nio.ByteBuffer;

/** Size, turn and mirror of an AVIF file's primary item (ISO/IEC 23008-12, 6.5). EXIF's orientation has no say here. */
final class AvifHeader {
    private AvifHeader() {}

    static ImageHeader.Size read(ByteBuffer file) {
        AvifItems items = new AvifItems(file);
        int width = 0;
        int height = 0;
        Orientation orientation = Orientation.UPRIGHT;
        for (Box property : items.of(items.primary())) {
            ByteBuffer data = property.data();
            switch (property.type()) {
                case "ispe" -> {
                    width = data.getInt(4);
                    height = data.getInt(8);
                }
                case "irot" -> orientation = orientation.thenTurned(-(data.get(0) & 3));
                case "imir" -> {
                    boolean leftWithRight = (data.get(0) & 1) == 1;
                    orientation = orientation.thenMirrored().thenTurned(leftWithRight ? 0 : 2);
                }
                default -> {
                    // says nothing of size or turn
                }
            }
        }
        return new ImageHeader.Size(width, height, orientation);
    }
}
