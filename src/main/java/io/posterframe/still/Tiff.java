package io.posterframe.still;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first directory of a TIFF structure (TIFF 6.0, section 2), which EXIF is as well. Looks at no other directory. */
public final class Tiff {
    public static final int WIDTH = 256;
    public static final int HEIGHT = 257;
    public static final int COMPRESSION = 259;
    public static final int ORIENTATION = 274;
    public static final int ROWS_PER_STRIP = 278;
    public static final int TILE_WIDTH = 322;
    public static final int TILE_HEIGHT = 323;

    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final ByteBuffer bytes;
    private final int directory;
    private final int entries;

    /** Throws IndexOutOfBoundsException when there is no directory. */
    public Tiff(ByteBuffer file) {
        boolean little = file.get(0) == 'I';
        this.bytes = file.duplicate().order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.directory = bytes.getInt(4);
        this.entries = bytes.getShort(directory) & 0xffff;
    }

    /** The orientation that EXIF data names; upright when it names none or is damaged. */
    static Orientation orientation(ByteBuffer exif) {
        if (!Magic.starts(exif, 0, "II*\0") && !Magic.starts(exif, 0, "MM\0*")) {
            return Orientation.UPRIGHT;
        }
        try {
            return Orientation.ofExif(new Tiff(exif).number(ORIENTATION));
        } catch (IndexOutOfBoundsException e) {
            return Orientation.UPRIGHT;
        }
    }

    /** A tag's first value if it is a whole number, else 0. Throws IndexOutOfBoundsException when the file is cut off. */
    public int number(int tag) {
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + 12 * i;
            if ((bytes.getShort(at) & 0xffff) == tag) {
                return switch (bytes.getShort(at + 2)) {
                    case BYTE -> bytes.get(at + 8) & 0xff;
                    case SHORT -> bytes.getShort(at + 8) & 0xffff;
                    case LONG -> bytes.getInt(at + 8);
                    default -> 0;
                };
            }
        }
        return 0;
    }
}
