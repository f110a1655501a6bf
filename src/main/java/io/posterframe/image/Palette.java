package io.posterframe.image;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures of at most 256 colours, chosen for each picture, through FFmpeg's palettegen and paletteuse. Where there is
 * alpha, one of the colours is the transparent one, and pixels become it that are less than half opaque.
 */
final class Palette {
    private static final int HALF_OPAQUE = 128;

    /** Both filters take colours that differ in alpha only for different ones, and their time grows with the square. */
    private static final String ON_OR_OFF = "lutrgb=a='if(lt(val," + HALF_OPAQUE + "),0,255)'";

    /** Colours are chosen by so many pixels; more would only take longer. */
    private static final double ENOUGH_PIXELS = 1_000_000;

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
                (alpha ? ON_OR_OFF + "," : "") + "split[a][b];[a]" + sample(pixels)
                        + "palettegen=stats_mode=full:reserve_transparent=" + (alpha ? 1 : 0)
                        + "[p];[b][p]paletteuse=dither=" + dither.option
                        + ":alpha_threshold=" + HALF_OPAQUE + "[out]",
                pixels.frame());
    }

    /** Takes every n-th pixel of every n-th row of a large picture. */
    private static String sample(Pixels pixels) {
        double pixelsEach = (double) pixels.width() * pixels.height() / ENOUGH_PIXELS;
        int step = (int) Math.ceil(Math.sqrt(pixelsEach));
        return step <= 1 ? "" : "scale=ceil(iw/" + step + "):ceil(ih/" + step + "):flags=neighbor,";
    }
}
