package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;

import io.posterframe.picture.Encoding;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/** PNG, 8 bits a channel; always with a pHYs chunk, which says at least that pixels are square. */
final class FfmpegPng extends FfmpegEncoder {
    /** zlib's middle: a higher level costs three times the time for two percent of the bytes of a photograph. */
    private static final int COMPRESSION = 4;

    FfmpegPng() {
        super("png");
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return PixelLayout.RGB;
    }

    @Override
    void configure(AVCodecContext context, Encoding encoding) {
        context.compression_level(COMPRESSION);
        av_opt_set(context.priv_data(), "pred", "mixed", 0);
        if (encoding.density() > 0) {
            av_opt_set_int(context.priv_data(), "dpi", encoding.density(), 0);
        }
    }

    @Override
    byte[] finish(byte[] packet, Encoding encoding) {
        return packet;
    }
}
