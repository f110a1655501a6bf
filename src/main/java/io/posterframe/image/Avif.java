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

    @Override
    public PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.RGBA : PixelLayout.YUV420;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        if (!pixels.layout().alpha()) {
            try (FfmpegCodec colour = colour(pixels, encoding)) {
                AvifFile.write(out, colour);
            }
            return;
        }
        AVFrame opacity = FilterGraph.apply("alphaextract,format=gray", pixels.frame());
        try (Scaler scaler = new Scaler();
                Pixels yuv = scaler.convert(pixels, PixelLayout.YUV420);
                FfmpegCodec colour = colour(yuv, encoding);
                FfmpegCodec alpha = alpha(opacity, encoding)) {
            AvifFile.write(out, colour, alpha);
        } finally {
            av_frame_free(opacity);
        }
    }

    private static FfmpegCodec colour(Pixels yuv, Encoding encoding) {
        AVFrame frame = av_frame_clone(yuv.frame());
        try {
            // the same samples: libaom wants the range said beside the format
            frame.format(AV_PIX_FMT_YUV420P);
            FfmpegCodec codec = new FfmpegCodec(CODEC, frame, true, context -> {
                configure(context, encoding);
                context.color_primaries(AVCOL_PRI_BT709)
                        .color_trc(AVCOL_TRC_IEC61966_2_1)
                        .colorspace(AVCOL_SPC_SMPTE170M);
            });
            return sent(codec, frame);
        } finally {
            av_frame_free(frame);
        }
    }

    private static FfmpegCodec alpha(AVFrame opacity, Encoding encoding) {
        return sent(new FfmpegCodec(CODEC, opacity, true, context -> configure(context, encoding)), opacity);
    }

    private static FfmpegCodec sent(FfmpegCodec codec, AVFrame frame) {
        try {
            codec.send(frame);
            return codec;
        } catch (RuntimeException e) {
            codec.close();
            throw e;
        }
    }

    private static void configure(AVCodecContext context, Encoding encoding) {
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        context.gop_size(1);
        av_opt_set(context.priv_data(), "usage", "allintra", 0);
        av_opt_set_int(context.priv_data(), "still-picture", 1, 0);
        av_opt_set_int(context.priv_data(), "cpu-used", Integer.getInteger("avif.cpu", 8), 0);
        av_opt_set_int(context.priv_data(), "crf", crf(encoding.quality()), 0);
    }

    static int crf(int quality) {
        Integer forced = Integer.getInteger("avif.crf");
        return forced != null ? forced : 63 - quality * 63 / 100;
    }
}
