package io.posterframe.picture;

/** How a frame is brought into the box W x H; the Kaltura {@code type} and {@code nearest_aspect_ratio}. */
public enum Crop {
    /** Type 1: scaled to fit inside the box, aspect kept. */
    FIT,
    /** Type 2: fitted, centred, the rest of the box filled with the background. */
    PAD,
    /** Type 3: the largest centred rectangle of the box's aspect, scaled to exactly the box. */
    CENTER,
    /** Type 4: as {@link #CENTER}, but taken from the top. */
    TOP,
    /** Type 5: scaled to exactly the box, aspect not kept. */
    STRETCH,
    /** nearest_aspect_ratio/1: scaled to cover the box, then the centre of the box's size cut out. */
    NEAREST
}
