package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Encodes all but H.264 with FFmpeg's encoders. */
final class FfmpegEncoder {
    private static final int SAMPLE_RATE = 44_100;

    /** FFmpeg's names of an encoder and its options, its input, and whether the stream's headers go into the container. */
    private record Choice(String encoder, Map<String, String> options, int pixelFormat, boolean globalHeader) {}

    private FfmpegEncoder() {}

    static Encoded encode(Video video) {
        Choice choice = choice(video.codec());
        Shape shape = video.shape();
        AVCodecContext context = context(choice.encoder(), Video.FRAMES_PER_SECOND);
        context.width(shape.storedWidth).height(shape.storedHeight);
        context.pix_fmt(choice.pixelFormat());
        context.framerate().num(Video.FRAMES_PER_SECOND).den(1);
        context.gop_size(video.keyframeInterval());
        context.color_primaries(video.colours().primaries);
        context.color_trc(video.colours().transfer);
        context.colorspace(video.colours().matrix);
        context.color_range(video.colours().range);
        if (choice.globalHeader()) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        boolean interlaced = video.codec() == Video.Codec.MPEG2_INTERLACED;
        if (interlaced) {
            context.flags(context.flags() | AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME);
        }
        open(context, choice.options());

        AVFrame frame = av_frame_alloc();
        frame.flags(interlaced ? AVFrame.AV_FRAME_FLAG_INTERLACED | AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST : 0);
        frame.width(shape.storedWidth).height(shape.storedHeight).format(context.pix_fmt());
        frame.color_primaries(video.colours().primaries).color_trc(video.colours().transfer);
        frame.colorspace(video.colours().matrix).color_range(video.colours().range);
        Ffmpeg.check(av_frame_get_buffer(frame, 0), "av_frame_get_buffer");
        TestPattern pattern = new TestPattern(shape, video.colours());
        List<Encoded.Packet> packets = new ArrayList<>();
        for (int number : video.numbers()) {
            Ffmpeg.check(av_frame_make_writable(frame), "av_frame_make_writable");
            Planes planes = pattern.frame(number);
            put(planes.luma(), planes.width(), frame, 0);
            put(planes.blue(), planes.width() / 2, frame, 1);
            put(planes.red(), planes.width() / 2, frame, 2);
            frame.pts(number);
            send(context, frame, packets);
        }
        return finish(context, frame, packets, Video.FRAMES_PER_SECOND);
    }

    /** A sine tone of 440 Hz, mono. */
    static Encoded encode(Recipe.Sound sound) {
        AVCodecContext context = context(sound.encoder(), SAMPLE_RATE);
        context.sample_rate(SAMPLE_RATE).sample_fmt(AV_SAMPLE_FMT_FLTP).bit_rate(64_000);
        av_channel_layout_default(context.ch_layout(), 1);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        open(context, Map.of());

        AVFrame frame = av_frame_alloc();
        int samples = context.frame_size();
        frame.nb_samples(samples).format(AV_SAMPLE_FMT_FLTP).sample_rate(SAMPLE_RATE);
        av_channel_layout_default(frame.ch_layout(), 1);
        Ffmpeg.check(av_frame_get_buffer(frame, 0), "av_frame_get_buffer");
        List<Encoded.Packet> packets = new ArrayList<>();
        float[] wave = new float[samples];
        for (long at = 0; at < sound.seconds() * SAMPLE_RATE; at += samples) {
            for (int i = 0; i < samples; i++) {
                wave[i] = (float) (0.2 * Math.sin(2 * Math.PI * 440 * (at + i) / SAMPLE_RATE));
            }
            Ffmpeg.check(av_frame_make_writable(frame), "av_frame_make_writable");
            ByteBuffer bytes =
                    new BytePointer(frame.data(0)).capacity(4L * samples).asByteBuffer();
            bytes.order(ByteOrder.nativeOrder()).asFloatBuffer().put(wave);
            frame.pts(at);
            send(context, frame, packets);
        }
        return finish(context, frame, packets, SAMPLE_RATE);
    }

    private static Choice choice(Video.Codec codec) {
        Map<String, String> vpx = Map.of("deadline", "realtime", "cpu-used", "8", "lag-in-frames", "0", "b", "800k");
        Map<String, String> aom = Map.of("usage", "realtime", "cpu-used", "8", "lag-in-frames", "0", "b", "800k");
        return switch (codec) {
            case VP8 -> new Choice("libvpx", vpx, AV_PIX_FMT_YUV420P, true);
            case VP9 -> new Choice("libvpx-vp9", vpx, AV_PIX_FMT_YUV420P, true);
            case AV1 -> new Choice("libaom-av1", aom, AV_PIX_FMT_YUV420P, true);
            case AV1_SVT -> new Choice("libsvtav1", Map.of("preset", "12", "crf", "40"), AV_PIX_FMT_YUV420P, true);
            case AV1_10_BIT -> new Choice("libaom-av1", aom, AV_PIX_FMT_YUV420P10LE, true);
            case PRORES -> new Choice("prores_ks", Map.of(), AV_PIX_FMT_YUV422P10LE, false);
            case MPEG2, MPEG2_INTERLACED ->
                new Choice("mpeg2video", Map.of("b", "3M", "bf", "2"), AV_PIX_FMT_YUV420P, false);
            case MPEG4 -> new Choice("mpeg4", Map.of("b", "2M"), AV_PIX_FMT_YUV420P, false);
            case MPEG4_B_FRAMES -> new Choice("mpeg4", Map.of("b", "2M", "bf", "2"), AV_PIX_FMT_YUV420P, false);
            case MJPEG -> new Choice("mjpeg", Map.of("b", "8M", "strict", "unofficial"), AV_PIX_FMT_YUV420P, false);
            case WMV2 -> new Choice("wmv2", Map.of("b", "2M"), AV_PIX_FMT_YUV420P, true);
            case FLV1 -> new Choice("flv", Map.of("b", "2M"), AV_PIX_FMT_YUV420P, false);
            case H264, H264_OPEN_GOP, H264_10_BIT, H264_444, HEVC, HEVC_10_BIT ->
                throw new IllegalArgumentException("FFmpeg has no encoder of " + codec + " here");
        };
    }

    private static AVCodecContext context(String encoder, int ticksPerSecond) {
        AVCodec codec = avcodec_find_encoder_by_name(encoder);
        if (codec == null) {
            throw new IllegalStateException("FFmpeg has no encoder " + encoder);
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.time_base().num(1).den(ticksPerSecond);
        context.thread_count(1);
        return context;
    }

    private static void open(AVCodecContext context, Map<String, String> options) {
        Ffmpeg.check(avcodec_open2(context, context.codec(), Ffmpeg.dictionary(options)), "avcodec_open2");
    }

    /** Copies a plane; 10 bit samples are the 8 bit ones times 4, and 4:2:2 has each line of chroma twice. */
    private static void put(byte[] plane, int width, AVFrame frame, int index) {
        boolean deep = frame.format() != AV_PIX_FMT_YUV420P;
        boolean twice = index > 0 && frame.format() == AV_PIX_FMT_YUV422P10LE;
        int stride = frame.linesize(index);
        int lines = plane.length / width * (twice ? 2 : 1);
        ByteBuffer to = new BytePointer(frame.data(index))
                .capacity((long) stride * lines)
                .asByteBuffer();
        for (int line = 0; line < lines; line++) {
            int from = (twice ? line / 2 : line) * width;
            to.position(line * stride);
            if (!deep) {
                to.put(plane, from, width);
                continue;
            }
            for (int x = 0; x < width; x++) {
                int sample = (plane[from + x] & 255) << 2;
                to.put((byte) sample).put((byte) (sample >> 8));
            }
        }
    }

    private static void send(AVCodecContext context, @Nullable AVFrame frame, List<Encoded.Packet> packets) {
        Ffmpeg.check(avcodec_send_frame(context, frame), "avcodec_send_frame");
        AVPacket packet = av_packet_alloc();
        while (avcodec_receive_packet(context, packet) == 0) {
            byte[] data = new byte[packet.size()];
            packet.data().get(data);
            boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            packets.add(new Encoded.Packet(data, packet.pts(), packet.dts(), packet.duration(), key));
            av_packet_unref(packet);
        }
        av_packet_free(packet);
    }

    private static Encoded finish(AVCodecContext context, AVFrame frame, List<Encoded.Packet> packets, int ticks) {
        send(context, null, packets);
        AVCodecParameters parameters = avcodec_parameters_alloc();
        Ffmpeg.check(avcodec_parameters_from_context(parameters, context), "avcodec_parameters_from_context");
        av_frame_free(frame);
        avcodec_free_context(context);
        return new Encoded(parameters, ticks, packets);
    }
}
