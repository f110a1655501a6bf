package io.posterframe.picture;

/**
 * The size and crop that were asked for, defaults applied.
 *
 * @param width      0 to 10000; 0 leaves the width free, both 0 keep the frame's own size
 * @param height     0 to 10000; 0 leaves the height free
 * @param crop       how the frame is brought into the box
 * @param rectangle  the part of the frame that is cut out first
 * @param background fills what the picture leaves uncovered, and stands behind transparent pixels
 */
public record Geometry(int width, int height, Crop crop, SourceRectangle rectangle, Rgb background) {
    /** The largest width or height that can be asked for. */
    public static final int MAX_SIDE = 10_000;

    public Geometry {
        if (width < 0 || width > MAX_SIDE || height < 0 || height > MAX_SIDE) {
            throw new IllegalArgumentException("width and height lie between 0 and " + MAX_SIDE);
        }
    }

    /**
     * Works this geometry out for one frame. The rectangle is cut out first, whatever the crop. The result's size has
     * not been checked against {@link PictureConfig#checkSize}; {@link StripLayout} does that.
     *
     * @param frameWidth  of the upright, square-pixelled frame, 1 or more
     * @param frameHeight of the upright, square-pixelled frame, 1 or more
     * @throws PictureException {@link Failure.BadParameter} when the rectangle lies wholly outside of the frame
     */
    public Layout layout(int frameWidth, int frameHeight) {
        Geometry asked = normal();
        Region part = rectangle.in(frameWidth, frameHeight);
        return switch (asked.crop) {
            case FIT -> part.fit(asked.width, asked.height);
            case PAD -> part.pad(asked.width, asked.height);
            case CENTER -> part.cover(asked.width, asked.height, 0.5);
            case TOP -> part.cover(asked.width, asked.height, 0);
            case STRETCH -> part.stretch(asked.width, asked.height);
            case NEAREST -> part.fitByThousandths(asked.width, asked.height);
        };
    }

    /**
     * The one geometry that stands for all that make the same picture of every frame. Its crop is FIT when both sides
     * are free; NEAREST when it was and one side is free; otherwise never NEAREST, and both sides are given unless the
     * crop is FIT.
     */
    Geometry normal() {
        SourceRectangle part = rectangle.normal();
        if (width == 0 && height == 0) {
            return new Geometry(0, 0, Crop.FIT, part, background);
        }
        int longer = Math.max(width, height);
        boolean oneFree = width == 0 || height == 0;
        return switch (crop) {
            case FIT -> new Geometry(width, height, Crop.FIT, part, background);
            case PAD, STRETCH -> new Geometry(width, height, oneFree ? Crop.FIT : crop, part, background);
            case CENTER, TOP ->
                oneFree
                        ? new Geometry(longer, longer, crop, part, background)
                        : new Geometry(width, height, crop, part, background);
            case NEAREST -> new Geometry(width, height, oneFree ? Crop.NEAREST : Crop.CENTER, part, background);
        };
    }

    /** Whether this leaves a picture as it is: its own size, nothing cut off. */
    boolean isWhole() {
        return width == 0 && height == 0 && rectangle.equals(SourceRectangle.WHOLE);
    }

    String key() {
        return width + "x" + height + crop.name().charAt(0) + rectangle.key() + "_" + background.hex();
    }
}
