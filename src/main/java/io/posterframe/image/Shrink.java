package io.posterframe.image;

import io.posterframe.decode.Image;
import io.posterframe.picture.Layout;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.StripLayout;

/** How much smaller than it is stored a picture may be decoded. */
final class Shrink {
    /** What is left to shrink afterwards by Lanczos, which is better than the means of blocks that decoders make. */
    private static final double REST = 2;

    /** From here on a block's mean is all that is left of it, which wants more of the good filter. */
    private static final int LARGE = 4;

    private static final double LARGE_REST = 4;

    private Shrink() {}

    /**
     * The largest whole factor, 1 or more, that a picture of this image won't suffer from.
     *
     * @throws io.posterframe.picture.PictureException when there can be no such picture, before anything is decoded
     */
    static int of(Image image, PictureSpec spec, PictureConfig limits) {
        UprightSize size = UprightSize.of(image);
        Layout layout =
                StripLayout.of(spec, size.width(), size.height(), limits).slice();
        double across = layout.sourceWidth() / layout.pictureWidth();
        double down = layout.sourceHeight() / layout.pictureHeight();
        double factor = Math.min(across, down);
        double small = Math.min(factor / REST, LARGE);
        return (int) Math.max(1, Math.max(small, factor / LARGE_REST));
    }
}
