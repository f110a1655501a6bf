package io.posterframe.still;

import java.nio.ByteBuffer;

/**
 * The properties of an AVIF file's primary item (ISO/IEC 23008-12): its size, turn and mirror. EXIF's orientation has no
 * say here. A sequence has a primary item as well: its cover.
 */
final class AvifHeader {
    /** An item has about five. */
    private static final int MAX_PROPERTIES = 32;

    private AvifHeader() {}

    static ImageHeader.Size read(ByteBuffer file) {
        ByteBuffer meta = Box.in(file).named("meta").skip(4);
        ByteBuffer properties = Box.in(meta).named("iprp").data();
        ByteBuffer container = Box.in(properties).named("ipco").data();
        int width = 0;
        int height = 0;
        Orientation orientation = Orientation.UPRIGHT;
        for (int index : associated(Box.in(properties).named("ipma").data(), primaryItem(meta))) {
            Box property = Box.in(container).numbered(index);
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

    private static int primaryItem(ByteBuffer meta) {
        ByteBuffer pitm = Box.in(meta).named("pitm").data();
        return pitm.get(0) == 0 ? pitm.getShort(4) & 0xffff : pitm.getInt(4);
    }

    /** The numbers of an item's properties, counted from 1, in the order in which they are to be applied. */
    private static int[] associated(ByteBuffer ipma, int item) {
        boolean longItems = ipma.get(0) > 0;
        boolean longIndices = (ipma.getInt(0) & 1) == 1;
        int items = ipma.getInt(4);
        int at = 8;
        for (int i = 0; i < items; i++) {
            int id = longItems ? ipma.getInt(at) : ipma.getShort(at) & 0xffff;
            at += longItems ? 4 : 2;
            int count = ipma.get(at++) & 0xff;
            int width = longIndices ? 2 : 1;
            if (id == item) {
                int[] indices = new int[Math.min(count, MAX_PROPERTIES)];
                for (int p = 0; p < indices.length; p++) {
                    indices[p] = longIndices ? ipma.getShort(at + 2 * p) & 0x7fff : ipma.get(at + p) & 0x7f;
                }
                return indices;
            }
            at += count * width;
        }
        return new int[0];
    }
}
