package io.posterframe.still;

/**
 * How stored pixels become upright.
 *
 * @param mirrored       whether left and right are exchanged, before it is turned
 * @param clockwiseTurns quarter turns clockwise, 0 to 3
 */
public record Orientation(boolean mirrored, int clockwiseTurns) {
    public static final Orientation UPRIGHT = new Orientation(false, 0);

    public Orientation {
        clockwiseTurns &= 3;
    }

    /** The meaning of EXIF's orientation tag (CIPA DC-008, 4.6.5.1.6): 1 to 8; anything else is upright. */
    static Orientation ofExif(int value) {
        return switch (value) {
            case 2 -> new Orientation(true, 0);
            case 3 -> new Orientation(false, 2);
            case 4 -> new Orientation(true, 2);
            case 5 -> new Orientation(true, 3);
            case 6 -> new Orientation(false, 1);
            case 7 -> new Orientation(true, 1);
            case 8 -> new Orientation(false, 3);
            default -> UPRIGHT;
        };
    }

    /** This and then some quarter turns clockwise. */
    Orientation thenTurned(int turns) {
        return new Orientation(mirrored, clockwiseTurns + turns);
    }

    /** This and then left and right exchanged. */
    Orientation thenMirrored() {
        return new Orientation(!mirrored, -clockwiseTurns);
    }

    /** Whether the upright picture is as wide as the stored one is high. */
    public boolean sideways() {
        return (clockwiseTurns & 1) == 1;
    }
}
