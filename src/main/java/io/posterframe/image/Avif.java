package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_IEC61966_2_1;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * AVIF through libaom: one AV1 key frame, 4:2:0, BT.601 of full range and sRGB's primaries and transfer, which the file
 * says; alpha as a second picture.
 */
final class Avif implements Encoder {
    private static final String CODEC = "libaom-av1";

    /**
     * libaom's cpu-used. One step further costs a tenth more bytes for half the time; two make files of up to three times
     * the bytes of some pictures, more than JPEG's.
     */
    private static final int SPEED = 6;

    private static final int SPEED_OF_LARGE = 7;
    private static final long LARGE = 2_000_000;

    /** Where SSIM is that of a JPEG of the quality, on the mean of three pictures; docs/formats.md has the figures. */
    private static final int[] QUALITIES = {1, 10, 20, 50, 75, 85, 95, 100};

    private static final int[] CRFS = {63, 52, 46, 37, 30, 22, 7, 1};

    @Override
    public PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.RGBA : PixelLayout.YUV420;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        if (!pixels.layout().alpha()) {
            try (CodedPicture colour = colour(pixels, encoding)) {
                AvifFile.write(out, colour);
            }
            return;
        }
        try (CodedPicture colour = colourOf(pixels, encoding);
                CodedPicture alpha = alphaOf(pixels, encoding)) {
            AvifFile.write(out, colour, alpha);
        }
    }

    private static CodedPicture colourOf(Pixels rgba, Encoding encoding) {
        try (Scaler scaler = new Scaler();
                Pixels yuv = scaler.convert(rgba, PixelLayout.YUV420)) {
            return colour(yuv, encoding);
        }
    }

    private static CodedPicture alphaOf(Pixels rgba, Encoding encoding) {
        AVFrame opacity = FilterGraph.apply("alphaextract,format=gray", rgba.frame());
        try {
            return CodedPicture.of(CODEC, opacity, context -> configure(context, encoding));
        } finally {
            av_frame_free(opacity);
        }
    }

    private static CodedPicture colour(Pixels yuv, Encoding encoding) {
        AVFrame frame = av_frame_clone(yuv.frame());
        try {
            // the same samples: libaom wants the range said beside the format
            frame.format(AV_PIX_FMT_YUV420P);
            return CodedPicture.of(CODEC, frame, context -> {
                configure(context, encoding);
                context.color_primaries(AVCOL_PRI_BT709)
                        .color_trc(AVCOL_TRC_IEC61966_2_1)
                        .colorspace(AVCOL_SPC_SMPTE170M);
            });
        } finally {
            av_frame_free(frame);
        }
    }

    private static void configure(AVCodecContext context, Encoding encoding) {
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        context.gop_size(1);
        av_opt_set(context.priv_data(), "usage", "allintra", 0);
        av_opt_set_int(context.priv_data(), "still-picture", 1, 0);
        boolean large = (long) context.width() * context.height() > LARGE;
        av_opt_set_int(context.priv_data(), "cpu-used", large ? SPEED_OF_LARGE : SPEED, 0);
        av_opt_set_int(context.priv_data(), "crf", crf(encoding.quality()), 0);
    }

    /** libaom's constant quality, 0 to 63, that looks like a JPEG of this quality. */
    static int crf(int quality) {
        int i = 1;
        while (i < QUALITIES.length - 1 && quality > QUALITIES[i]) {
            i++;
        }
        double part = (double) (Math.max(1, quality) - QUALITIES[i - 1]) / (QUALITIES[i] - QUALITIES[i - 1]);
        return (int) Math.round(CRFS[i - 1] + part * (CRFS[i] - CRFS[i - 1]));
    }
}
