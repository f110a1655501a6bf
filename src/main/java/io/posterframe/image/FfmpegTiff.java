package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;

import io.posterframe.picture.Encoding;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * TIFF, 8 bits a channel, with alpha where there is some. LZW: Deflate makes a photograph half as large, but takes six times
 * as long.
 */
final class FfmpegTiff extends FfmpegEncoder {
    /** What most programs assume where nothing is said; the field must be there (TIFF 6.0, section 2). */
    private static final int USUAL_DENSITY = 72;

    FfmpegTiff() {
        super("tiff");
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.RGBA : PixelLayout.RGB;
    }

    @Override
    void configure(AVCodecContext context, Encoding encoding) {
        av_opt_set(context.priv_data(), "compression_algo", "lzw", 0);
        av_opt_set_int(context.priv_data(), "dpi", encoding.density() > 0 ? encoding.density() : USUAL_DENSITY, 0);
    }
}
