package io.posterframe.clips;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts properties into an AVIF of one item that FFmpeg's muxer does not write. */
final class AvifProperties {
    private static final int BOX_HEADER = 8;
    private static final int FULL_BOX_HEADER = 12;
    /** How many properties the muxer writes. */
    private static final int KNOWN = 4;

    private AvifProperties() {}

    /** The file with what leads from stored to upright pixels for an EXIF orientation, 1 to 8. */
    static byte[] insert(byte[] avif, int orientation) {
        int clockwise =
                switch (orientation) {
                    case 3, 4 -> 2;
                    case 6, 7 -> 1;
                    case 5, 8 -> 3;
                    default -> 0;
                };
        boolean mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
        // EXIF mirrors first, AVIF last: that inverts the turn, which AVIF counts against the clock
        byte turn = (byte) (mirrored ? clockwise : 4 - clockwise & 3);
        byte[] irot = box("irot", turn);
        return mirrored ? insert(avif, irot, box("imir", (byte) 1)) : insert(avif, irot);
    }

    /** The file with these boxes as further properties of its picture. */
    static byte[] insert(byte[] avif, byte[]... boxes) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        byte[] indices = new byte[boxes.length];
        for (int i = 0; i < boxes.length; i++) {
            list.writeBytes(boxes[i]);
            indices[i] = (byte) (0x80 | KNOWN + 1 + i);
        }
        byte[] properties = list.toByteArray();
        byte[] file = avif.clone();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int added = properties.length + indices.length;
        int ipco = box(file, "ipco");
        int ipma = box(file, "ipma");
        int endOfProperties = ipco + bytes.getInt(ipco);
        int endOfIndices = ipma + bytes.getInt(ipma);
        int extent = box(file, "iloc") + FULL_BOX_HEADER + 4 + 6;
        bytes.putInt(extent, bytes.getInt(extent) + added);
        grow(bytes, box(file, "meta"), added);
        grow(bytes, box(file, "iprp"), added);
        grow(bytes, ipco, properties.length);
        grow(bytes, ipma, indices.length);
        file[ipma + FULL_BOX_HEADER + 4 + 2] += (byte) indices.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, endOfProperties);
        out.writeBytes(properties);
        out.write(file, endOfProperties, endOfIndices - endOfProperties);
        out.writeBytes(indices);
        out.write(file, endOfIndices, file.length - endOfIndices);
        return out.toByteArray();
    }

    private static void grow(ByteBuffer bytes, int box, int by) {
        bytes.putInt(box, bytes.getInt(box) + by);
    }

    /** Where the only box of a type begins. */
    private static int box(byte[] file, String type) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(type) - BOX_HEADER / 2;
    }

    static byte[] box(String type, byte... data) {
        ByteBuffer box = ByteBuffer.allocate(BOX_HEADER + data.length).putInt(BOX_HEADER + data.length);
        return box.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data).array();
    }
}
