package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Writes image files with FFmpeg's encoders and muxers. */
final class PictureEncoder {
    private static final int MILLIS_A_SECOND = 1000;

    /**
     * One stream of pictures.
     *
     * @param encoder     FFmpeg's name
     * @param pixelFormat FFmpeg's name of what the encoder is given
     * @param colours     how RGB becomes YUV; said in the file where the format can
     */
    record Layer(
            String encoder,
            String pixelFormat,
            Colours colours,
            Map<String, String> options,
            List<BufferedImage> images) {}

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private PictureEncoder() {}

    /** What an encoder makes of one picture, for formats whose packets are files. */
    static byte[] file(String encoder, String pixelFormat, Map<String, String> options, BufferedImage image) {
        Layer layer = new Layer(encoder, pixelFormat, Colours.UNTAGGED, options, List.of(image));
        try (Encoding encoding = new Encoding(layer, 1, false)) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            encoding.packets.forEach(packet -> {
                byte[] data = new byte[packet.size()];
                packet.data().get(data);
                file.writeBytes(data);
            });
            return file.toByteArray();
        }
    }

    /** Pictures in a container, each shown for the same time. */
    static byte[] file(String muxer, Map<String, String> options, int millis, List<Layer> layers) throws IOException {
        AVFormatContext output = new AVFormatContext(null);
        Ffmpeg.check(avformat_alloc_output_context2(output, null, muxer, null), "avformat_alloc_output_context2");
        boolean global = (output.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
        List<Encoding> encodings = layers.stream()
                .map(layer -> new Encoding(layer, millis, global))
                .toList();
        for (Encoding encoding : encodings) {
            AVStream stream = avformat_new_stream(output, null);
            Ffmpeg.check(avcodec_parameters_from_context(stream.codecpar(), encoding.context), "parameters");
            stream.time_base().num(1).den(MILLIS_A_SECOND);
            stream.avg_frame_rate().num(MILLIS_A_SECOND).den(millis);
        }
        // not FFmpeg's buffer in memory, which pads a file where the muxer has left off, and some end with a seek
        Path file = Files.createTempFile("picture", "." + muxer);
        AVIOContext open = new AVIOContext(null);
        Ffmpeg.check(avio_open(open, file.toString(), AVIO_FLAG_WRITE), "avio_open");
        output.pb(open);
        Ffmpeg.check(avformat_write_header(output, Ffmpeg.dictionary(options)), "avformat_write_header");
        for (int i = 0; i < encodings.get(0).packets.size(); i++) {
            for (int layer = 0; layer < encodings.size(); layer++) {
                write(output, layer, encodings.get(layer).packets.get(i));
            }
        }
        Ffmpeg.check(av_write_trailer(output), "av_write_trailer");
        encodings.forEach(Encoding::close);
        avio_closep(output.pb());
        avformat_free_context(output);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    private static void write(AVFormatContext output, int index, AVPacket packet) {
        packet.stream_index(index);
        try (AVRational unit = new AVRational().num(1).den(MILLIS_A_SECOND)) {
            av_packet_rescale_ts(packet, unit, output.streams(index).time_base());
        }
        Ffmpeg.check(av_interleaved_write_frame(output, packet), "av_interleaved_write_frame");
    }

    /** An encoder that has done its work. */
    private static final class Encoding implements AutoCloseable {
        private final AVCodecContext context;
        private final List<AVPacket> packets = new ArrayList<>();
        private final int millis;

        Encoding(Layer layer, int millis, boolean globalHeader) {
            this.millis = millis;
            AVCodec codec = avcodec_find_encoder_by_name(layer.encoder());
            context = avcodec_alloc_context3(codec);
            BufferedImage first = layer.images().get(0);
            context.width(first.getWidth()).height(first.getHeight()).thread_count(1);
            context.pix_fmt(av_get_pix_fmt(layer.pixelFormat()));
            context.time_base().num(1).den(MILLIS_A_SECOND);
            context.framerate().num(MILLIS_A_SECOND).den(millis);
            context.color_primaries(layer.colours().primaries).color_trc(layer.colours().transfer);
            context.colorspace(layer.colours().matrix).color_range(layer.colours().range);
            context.flags(context.flags() | (globalHeader ? AV_CODEC_FLAG_GLOBAL_HEADER : 0));
            Ffmpeg.check(avcodec_open2(context, codec, Ffmpeg.dictionary(layer.options())), "avcodec_open2");
            for (int i = 0; i < layer.images().size(); i++) {
                AVFrame frame = frame(layer.images().get(i), layer);
                frame.pts((long) i * millis).duration(millis);
                Ffmpeg.check(avcodec_send_frame(context, frame), "avcodec_send_frame");
                av_frame_free(frame);
                receive();
            }
            avcodec_send_frame(context, null);
            receive();
        }

        private void receive() {
            AVPacket packet = av_packet_alloc();
            while (avcodec_receive_packet(context, packet) == 0) {
                packets.add(packet.duration(millis));
                packet = av_packet_alloc();
            }
            av_packet_free(packet);
        }

        @Override
        public void close() {
            packets.forEach(packet -> av_packet_free(packet));
            avcodec_free_context(context);
        }
    }

    private static AVFrame frame(BufferedImage image, Layer layer) {
        AVFrame bgra = empty(image, AV_PIX_FMT_BGRA);
        int width = image.getWidth();
        ByteBuffer bytes = new BytePointer(bgra.data(0))
                .capacity((long) bgra.linesize(0) * image.getHeight())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            bytes.position(y * bgra.linesize(0));
            bytes.asIntBuffer().put(row);
        }
        int format = av_get_pix_fmt(layer.pixelFormat());
        if (format == AV_PIX_FMT_BGRA) {
            return bgra;
        }
        AVFrame frame = empty(image, format);
        frame.color_range(layer.colours().range).colorspace(layer.colours().matrix);
        convert(bgra, frame, layer.colours());
        av_frame_free(bgra);
        return frame;
    }

    private static AVFrame empty(BufferedImage image, int format) {
        AVFrame frame = av_frame_alloc();
        frame.width(image.getWidth()).height(image.getHeight()).format(format);
        Ffmpeg.check(av_frame_get_buffer(frame, 0), "av_frame_get_buffer");
        return frame;
    }

    private static void convert(AVFrame from, AVFrame to, Colours colours) {
        SwsContext sws = sws_getContext(
                from.width(),
                from.height(),
                from.format(),
                to.width(),
                to.height(),
                to.format(),
                SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP,
                null,
                null,
                (double[]) null);
        int matrix = colours.matrix == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601;
        int full = colours.fullRange ? 1 : 0;
        sws_setColorspaceDetails(
                sws, sws_getCoefficients(SWS_CS_ITU601), 1, sws_getCoefficients(matrix), full, 0, 1 << 16, 1 << 16);
        sws_scale(sws, from.data(), from.linesize(), 0, from.height(), to.data(), to.linesize());
        sws_freeContext(sws);
    }
}
