package io.posterframe.picture;

/**
 * A geometry worked out for one frame size: cut the source rectangle out of the upright, square-pixelled frame, scale it
 * to the picture size, and put it on a canvas at an offset. Pixels throughout.
 *
 * @param sourceX       left edge of what is shown, in the frame
 * @param sourceY       top edge of what is shown, in the frame
 * @param sourceWidth   1 or more
 * @param sourceHeight  1 or more
 * @param pictureWidth  what the source rectangle is scaled to, 1 or more
 * @param pictureHeight what the source rectangle is scaled to, 1 or more
 * @param offsetX       where the picture lies on the canvas, 0 or more
 * @param offsetY       where the picture lies on the canvas, 0 or more
 * @param canvasWidth   the width of the answer
 * @param canvasHeight  the height of the answer
 */
public record Layout(
        double sourceX,
        double sourceY,
        double sourceWidth,
        double sourceHeight,
        int pictureWidth,
        int pictureHeight,
        int offsetX,
        int offsetY,
        int canvasWidth,
        int canvasHeight) {
    public Layout {
        if (!(sourceX >= 0 && sourceY >= 0 && sourceWidth >= 1 && sourceHeight >= 1)) {
            throw new IllegalArgumentException("the source rectangle has at least one pixel and lies in the frame");
        }
        if (pictureWidth < 1 || pictureHeight < 1 || offsetX < 0 || offsetY < 0) {
            throw new IllegalArgumentException("the picture has at least one pixel and lies on the canvas");
        }
        if (offsetX > canvasWidth - pictureWidth || offsetY > canvasHeight - pictureHeight) {
            throw new IllegalArgumentException("the canvas holds the whole picture");
        }
    }

    /** Whether the picture leaves part of the canvas to the background. */
    public boolean padded() {
        return pictureWidth != canvasWidth || pictureHeight != canvasHeight;
    }
}
