package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** PNG in all its variants; always with a pHYs chunk, which says at least that pixels are square. */
final class FfmpegPng extends FfmpegEncoder {
    /** zlib's middle: a higher level costs three times the time for two percent of the bytes of a photograph. */
    private static final int COMPRESSION = 4;

    private final ImageFormat variant;

    FfmpegPng(ImageFormat variant) {
        super("png");
        this.variant = variant;
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return switch (variant) {
            case PNG24 -> PixelLayout.RGB;
            case PNG32 -> PixelLayout.RGBA;
            case PNG48 -> PixelLayout.RGB48;
            case PNG64 -> PixelLayout.RGBA64;
            case PNG8 -> alpha ? PixelLayout.BGRA : PixelLayout.RGB;
            default -> alpha ? PixelLayout.RGBA : PixelLayout.RGB;
        };
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        if (variant != ImageFormat.PNG8) {
            super.encode(pixels, encoding, out);
            return;
        }
        AVFrame reduced = Palette.reduce(pixels, Palette.Dither.DIFFUSED);
        try {
            encode(reduced, true, encoding, out);
        } finally {
            av_frame_free(reduced);
        }
    }

    @Override
    void configure(AVCodecContext context, Encoding encoding) {
        context.compression_level(COMPRESSION);
        // a palette's neighbouring numbers say nothing of each other
        av_opt_set(context.priv_data(), "pred", variant == ImageFormat.PNG8 ? "none" : "mixed", 0);
        if (encoding.density() > 0) {
            av_opt_set_int(context.priv_data(), "dpi", encoding.density(), 0);
        }
    }
}
