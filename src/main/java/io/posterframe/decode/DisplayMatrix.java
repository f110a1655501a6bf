package io.posterframe.decode;

/**
 * How a container wants its pictures turned and mirrored (ISO 14496-12, 6.2.2): a stored point (p, q) is shown at
 * (ap + cq, bp + dq), with y downwards. Only signs and the larger of two are looked at.
 */
record DisplayMatrix(int a, int b, int c, int d) {
    /** How many a whole matrix has. */
    static final int NUMBERS = 9;

    static final DisplayMatrix UPRIGHT = new DisplayMatrix(1, 0, 0, 1);

    boolean mirrored() {
        return (long) a * d - (long) b * c < 0;
    }

    /** Quarter turns after the picture was mirrored, if it is. */
    int clockwiseTurns() {
        long x = mirrored() ? -(long) a : a;
        long y = mirrored() ? -(long) b : b;
        if (Math.abs(x) >= Math.abs(y)) {
            return x >= 0 ? 0 : 2;
        }
        return y > 0 ? 1 : 3;
    }
}
