package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Baseline JPEG, 4:2:0, with the IJG tables of its quality. FFmpeg fixes the DC step at 8, which other tools read as the
 * right quality only from {@value #LOWEST_QUALITY} on.
 */
final class FfmpegJpeg extends FfmpegEncoder {
    static final int LOWEST_QUALITY = 50;

    /** At this scale FFmpeg uses the tables that it is given as they are. */
    private static final int NEUTRAL_SCALE = 8;

    FfmpegJpeg() {
        super("mjpeg");
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return PixelLayout.YUV420;
    }

    @Override
    void configure(AVCodecContext context, Encoding encoding) {
        context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
        context.global_quality(NEUTRAL_SCALE * FF_QP2LAMBDA);
        context.intra_matrix(table(QuantTables.luma(encoding.quality())));
        context.chroma_intra_matrix(table(QuantTables.chroma(encoding.quality())));
    }

    /** A table in memory of FFmpeg's own, since the encoder frees it. */
    private static ShortPointer table(short[] values) {
        Pointer memory = av_malloc(2L * values.length);
        ShortPointer table = new ShortPointer(memory).capacity(values.length);
        table.put(values);
        return table;
    }

    @Override
    void write(ByteBuffer packet, Encoding encoding, OutputStream out) throws IOException {
        NativeBytes.write(Jfif.start(packet, encoding.density(), out), out);
    }
}
