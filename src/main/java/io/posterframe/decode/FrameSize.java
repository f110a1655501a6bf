package io.posterframe.decode;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;

/** Which sizes of frames are decoded. */
final class FrameSize {
    private FrameSize() {}

    /** Refuses a size that is none, or too large. */
    static void check(int width, int height, long maxPixels) {
        long pixels = (long) width * height;
        if (pixels <= 0) {
            throw new PictureException(new Failure.Undecodable("the video does not tell its size", ""));
        }
        if (pixels > maxPixels) {
            throw new PictureException(new Failure.Undecodable(
                    "the video has more pixels a frame than the " + maxPixels + " that are allowed",
                    width + "x" + height));
        }
    }
}
