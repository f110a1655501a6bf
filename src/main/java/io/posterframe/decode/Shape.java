package io.posterframe.decode;

/**
 * How stored pixels become an upright picture with square pixels.
 *
 * @param mirrored       whether left and right are exchanged, before it is turned
 * @param clockwiseTurns quarter turns clockwise that make the frame upright, 0 to 3
 * @param aspectNum      sample aspect ratio, 1 or more
 * @param aspectDen      sample aspect ratio, 1 or more
 */
public record Shape(boolean mirrored, int clockwiseTurns, int aspectNum, int aspectDen) {

    /** A sample aspect beyond this is a broken file, not a picture. */
    private static final int MAX_ASPECT = 16;

    public Shape {
        clockwiseTurns &= 3;
        boolean usable = aspectNum > 0
                && aspectDen > 0
                && aspectNum <= (long) aspectDen * MAX_ASPECT
                && aspectDen <= (long) aspectNum * MAX_ASPECT;
        if (!usable) {
            aspectNum = 1;
            aspectDen = 1;
        }
    }

    public Shape(int clockwiseTurns, int aspectNum, int aspectDen) {
        this(false, clockwiseTurns, aspectNum, aspectDen);
    }

    /** The width of a stored picture once its pixels are square; wide pixels widen, tall ones heighten the picture. */
    public int squareWidth(int storedWidth) {
        return aspectNum <= aspectDen ? storedWidth : (int) Math.round((double) storedWidth * aspectNum / aspectDen);
    }

    /** The height of a stored picture once its pixels are square. */
    public int squareHeight(int storedHeight) {
        return aspectNum >= aspectDen ? storedHeight : (int) Math.round((double) storedHeight * aspectDen / aspectNum);
    }

    public boolean sideways() {
        return (clockwiseTurns & 1) == 1;
    }
}
