package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * An open encoder of FFmpeg, for frames of one size and pixel format. Owns its native state; for one thread. What FFmpeg
 * refuses becomes a {@link PictureException}: the frames are ours, so only their size can be at fault.
 */
final class FfmpegCodec implements AutoCloseable {
    private final AVCodecContext context;
    private final AVPacket packet;

    /** Sets what is particular to a format, before the encoder is opened. */
    @FunctionalInterface
    interface Setup {
        void configure(AVCodecContext context);
    }

    /** @param fullRange whether samples use the whole range from 0 to 255, as RGB's do */
    FfmpegCodec(String name, AVFrame like, boolean fullRange, Setup setup) {
        AVCodec codec = avcodec_find_encoder_by_name(name);
        context = avcodec_alloc_context3(codec);
        packet = av_packet_alloc();
        try {
            context.width(like.width()).height(like.height()).pix_fmt(like.format());
            context.time_base().num(1).den(1000);
            context.sample_aspect_ratio().num(1).den(1);
            context.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
            setup.configure(context);
            check(avcodec_open2(context, codec, (AVDictionary) null), "open");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    AVCodecContext context() {
        return context;
    }

    /** Puts a frame in, which stays the caller's; null says that it was the last. */
    void send(@Nullable AVFrame frame) {
        if (frame != null) {
            frame.quality(context.global_quality());
            frame.color_range(context.color_range());
            frame.sample_aspect_ratio().num(1).den(1);
        }
        check(avcodec_send_frame(context, frame), "send");
    }

    /** The next packet, valid until the next call, or null when the encoder wants more first or has ended. */
    @Nullable
    AVPacket receive() {
        av_packet_unref(packet);
        return avcodec_receive_packet(context, packet) < 0 ? null : packet;
    }

    /** The one packet of a single frame. */
    AVPacket encode(AVFrame frame) {
        send(frame);
        send(null);
        AVPacket only = receive();
        if (only == null) {
            throw refused("receive", 0);
        }
        return only;
    }

    private static void check(int result, String step) {
        if (result < 0) {
            throw refused(step, result);
        }
    }

    private static PictureException refused(String step, int result) {
        return new PictureException(new Failure.BadParameter(
                "width", "a picture of this size can't be written in this format (" + step + ": " + result + ")"));
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
