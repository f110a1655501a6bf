package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.io.OutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** One of FFmpeg's encoders, opened for one picture: sizes differ from picture to picture, and opening costs little. */
abstract class FfmpegEncoder implements Encoder {
    private final String name;

    FfmpegEncoder(String name) {
        this.name = name;
    }

    /** Sets what is particular to the format, before the encoder is opened. */
    abstract void configure(AVCodecContext context, Encoding encoding);

    /** The packet as the finished file; a format may put its metadata in here. */
    abstract byte[] finish(byte[] packet, Encoding encoding);

    @Override
    public final void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        AVCodec codec = avcodec_find_encoder_by_name(name);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        try {
            context.width(pixels.width())
                    .height(pixels.height())
                    .pix_fmt(pixels.layout().format());
            context.time_base().num(1).den(1);
            context.sample_aspect_ratio().num(1).den(1);
            context.color_range(AVCOL_RANGE_JPEG);
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
            configure(context, encoding);
            check(avcodec_open2(context, codec, (AVDictionary) null), "open");
            pixels.frame().quality(context.global_quality());
            pixels.frame().color_range(AVCOL_RANGE_JPEG);
            pixels.frame().sample_aspect_ratio().num(1).den(1);
            check(avcodec_send_frame(context, pixels.frame()), "send");
            avcodec_send_frame(context, null);
            check(avcodec_receive_packet(context, packet), "receive");
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            out.write(finish(bytes, encoding));
        } finally {
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    private void check(int result, String step) {
        if (result < 0) {
            throw new PictureException(new Failure.BadParameter(
                    "width", "a picture of this size can't be written in this format (" + step + ": " + result + ")"));
        }
    }
}
