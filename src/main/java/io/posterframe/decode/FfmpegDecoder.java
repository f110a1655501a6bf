package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** One of FFmpeg's decoders with one thread: packets in, a frame out, which is valid until the next packet. */
final class FfmpegDecoder implements AutoCloseable {
    /** FFmpeg counts rows that are filled up to 64 pixels; no image has more than 65,535. */
    private static final long ROUNDING = 64L * 65_535;

    private final AVCodecContext context;
    private final AVFrame frame;
    private int last;

    /**
     * Opens a decoder.
     *
     * @param name       FFmpeg's name of it
     * @param parameters what a container says of the stream, if there is one
     * @param maxPixels  larger frames are not decoded, whatever the container said
     * @param lowres     how many times the sides are halved while decoding, for a decoder that can do it
     */
    FfmpegDecoder(String name, @Nullable AVCodecParameters parameters, long maxPixels, int lowres) {
        Ffmpeg.load();
        AVCodec codec = avcodec_find_decoder_by_name(name);
        if (codec == null) {
            throw new IllegalStateException("FFmpeg has no decoder " + name);
        }
        context = Ffmpeg.allocated(avcodec_alloc_context3(codec));
        frame = frame(context);
        if (parameters != null) {
            avcodec_parameters_to_context(context, parameters);
        }
        context.thread_count(1);
        context.max_pixels(maxPixels + ROUNDING);
        context.lowres(lowres);
        // what is there of a damaged picture, as browsers show it
        context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
        int result = avcodec_open2(context, codec, (AVDictionary) null);
        if (result < 0) {
            close();
            throw new PictureException(
                    new Failure.Undecodable("this file is damaged and can't be decoded", name + ": " + result));
        }
    }

    private static AVFrame frame(AVCodecContext context) {
        try {
            return Ffmpeg.allocated(av_frame_alloc());
        } catch (PictureException e) {
            avcodec_free_context(context);
            throw e;
        }
    }

    /**
     * Decodes a packet, or drains the decoder when it is null.
     *
     * @return whether a frame came out
     */
    boolean decode(@Nullable AVPacket packet) {
        return send(packet) && receive();
    }

    /** @return whether the decoder took the packet; null, the end, it takes once */
    boolean send(@Nullable AVPacket packet) {
        return avcodec_send_packet(context, packet) >= 0;
    }

    /** @return whether {@link #frame} has the next one that came out */
    boolean receive() {
        last = avcodec_receive_frame(context, frame);
        return last >= 0;
    }

    /** Whether the last {@link #receive} gave none because the packet could not be decoded. */
    boolean erred() {
        return last < 0 && last != AVERROR_EOF && last != AVERROR_EAGAIN();
    }

    /** How many pictures it holds back to put them in order, as far as it knows yet. */
    int delay() {
        return context.has_b_frames();
    }

    void flush() {
        avcodec_flush_buffers(context);
    }

    void skipUnreferenced(boolean skip) {
        context.skip_frame(skip ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
    }

    /** Holds frames back that rest on some that are not there: those of a video behind a jump. */
    void onlyWhole(AVRational timeBase) {
        context.flags(context.flags() & ~AV_CODEC_FLAG_OUTPUT_CORRUPT);
        context.pkt_timebase(timeBase);
    }

    /** The frame of the last {@link #decode} that gave one. */
    AVFrame frame() {
        return frame;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        avcodec_free_context(context);
    }
}
