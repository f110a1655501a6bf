package io.posterframe.image;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures of at most 256 colours, chosen for each picture, through FFmpeg's palettegen and paletteuse. Where there is
 * alpha, one of the colours is the transparent one, and pixels become it that are less than half opaque.
 */
final class Palette {
    private static final int HALF_OPAQUE = 128;

    /** How the error of a pixel is made up for. */
    enum Dither {
        /** By its neighbours: the finest in one picture. */
        DIFFUSED("sierra2_4a"),
        /** By a fixed pattern, which stays where it is when the picture moves. */
        ORDERED("bayer:bayer_scale=3");

        private final String option;

        Dither(String option) {
            this.option = option;
        }
    }

    private Palette() {}

    /** The pixels as a frame of AV_PIX_FMT_PAL8, the caller's to free. */
    static AVFrame reduce(Pixels pixels, Dither dither) {
        boolean alpha = pixels.layout().alpha();
        return FilterGraph.apply(
                "[in]split[a][b];[a]palettegen=stats_mode=full:reserve_transparent=" + (alpha ? 1 : 0)
                        + "[p];[b][p]paletteuse=dither=" + dither.option
                        + ":alpha_threshold=" + HALF_OPAQUE + "[out]",
                pixels.frame());
    }
}
