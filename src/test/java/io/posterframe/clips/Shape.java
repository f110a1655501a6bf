package io.posterframe.clips;

/** The size of a clip as stored, and how a player makes it upright and square-pixelled. */
public enum Shape {
    PLAIN(320, 180, 0, 1, 1),
    SMALL(160, 90, 0, 1, 1),
    LARGE(640, 360, 0, 1, 1),
    HD(1280, 720, 0, 1, 1),
    ROTATED_90(320, 180, 90, 1, 1),
    ROTATED_180(320, 180, 180, 1, 1),
    ROTATED_270(320, 180, 270, 1, 1),
    ANAMORPHIC(360, 288, 0, 64, 45);

    final int storedWidth;
    final int storedHeight;
    /** Degrees clockwise that a player turns the stored picture by. */
    final int rotation;
    /** Width to height of a stored pixel. */
    final int pixelWidth;

    final int pixelHeight;

    Shape(int storedWidth, int storedHeight, int rotation, int pixelWidth, int pixelHeight) {
        this.storedWidth = storedWidth;
        this.storedHeight = storedHeight;
        this.rotation = rotation;
        this.pixelWidth = pixelWidth;
        this.pixelHeight = pixelHeight;
    }

    boolean sideways() {
        return rotation % 180 != 0;
    }

    /** The width that a player shows, in square pixels. */
    int uprightWidth() {
        return sideways() ? storedHeight : storedWidth * pixelWidth / pixelHeight;
    }

    /** The height that a player shows. */
    int uprightHeight() {
        return sideways() ? storedWidth : storedHeight;
    }
}
