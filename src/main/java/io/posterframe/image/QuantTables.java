package io.posterframe.image;

/**
 * The JPEG quantisation tables of a quality, as the Independent JPEG Group's library scales them and every tool reads
 * them back: the examples of ITU-T T.81, K.1 and K.2, times 5000/q percent below 50 and 200 - 2q percent from there on.
 * Values are in reading order of the 8 x 8 block.
 */
final class QuantTables {
    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    private static final int[] CHROMA = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99
    };

    private QuantTables() {}

    static short[] luma(int quality) {
        return scaled(LUMA, quality);
    }

    static short[] chroma(int quality) {
        return scaled(CHROMA, quality);
    }

    private static short[] scaled(int[] base, int quality) {
        int q = Math.max(1, quality);
        int percent = q < 50 ? 5000 / q : 200 - 2 * q;
        short[] table = new short[base.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = (short) Math.max(1, Math.min(255, (base[i] * percent + 50) / 100));
        }
        return table;
    }
}
