package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;

import io.posterframe.picture.Encoding;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/** Lossy WebP through libwebp; alpha is kept without loss. */
final class FfmpegWebp extends FfmpegEncoder {
    /** libwebp's own. */
    private static final int METHOD = 4;

    /** Half the time, and six percent more bytes. */
    private static final int FASTER_METHOD = 2;

    private static final int LARGE = 4_000_000;

    FfmpegWebp() {
        super("libwebp");
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.BGRA : PixelLayout.TV420;
    }

    @Override
    void configure(AVCodecContext context, Encoding encoding) {
        setQuality(context, encoding);
    }

    /** As libwebp counts it, for a still picture or an animation. */
    static void setQuality(AVCodecContext context, Encoding encoding) {
        av_opt_set_double(context.priv_data(), "quality", Math.max(1, encoding.quality()), 0);
        boolean large = (long) context.width() * context.height() > LARGE;
        context.compression_level(large ? FASTER_METHOD : METHOD);
    }
}
