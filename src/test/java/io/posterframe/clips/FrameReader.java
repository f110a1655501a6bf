package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Reads a video file from its first frame to its last with FFmpeg, without a seek: slow, simple, and the judge of what a
 * clip really holds. Throws IllegalStateException when there is nothing to read.
 */
public final class FrameReader implements AutoCloseable {
    /** Bytes that swscale may write behind a line. */
    private static final int SCALER_MARGIN = 128;

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private final AVFormatContext input = new AVFormatContext(null);
    private final AVCodecContext decoder;
    private final AVStream stream;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private boolean drained;

    public FrameReader(Path file) {
        Ffmpeg.check(avformat_open_input(input, file.toString(), null, null), "avformat_open_input");
        Ffmpeg.check(avformat_find_stream_info(input, (AVDictionary) null), "avformat_find_stream_info");
        int index = Ffmpeg.check(
                av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0), "av_find_best_stream");
        stream = input.streams(index);
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        decoder = avcodec_alloc_context3(codec);
        Ffmpeg.check(avcodec_parameters_to_context(decoder, stream.codecpar()), "avcodec_parameters_to_context");
        decoder.thread_count(1);
        Ffmpeg.check(avcodec_open2(decoder, codec, (AVDictionary) null), "avcodec_open2");
    }

    /** Goes on to the next frame; false after the last. */
    public boolean next() {
        while (true) {
            int result = avcodec_receive_frame(decoder, frame);
            if (result == 0) {
                return true;
            }
            if (drained) {
                return false;
            }
            if (av_read_frame(input, packet) < 0) {
                drained = true;
                avcodec_send_packet(decoder, (AVPacket) null);
            } else {
                if (packet.stream_index() == stream.index()) {
                    avcodec_send_packet(decoder, packet);
                }
                av_packet_unref(packet);
            }
        }
    }

    /** When this frame is shown, in seconds of the container's clock. */
    public double seconds() {
        return frame.best_effort_timestamp() * ratio(stream.time_base());
    }

    /** The number in this frame, read after the turn that the container asks for. */
    public int barcode() {
        return Barcode.read(turn(luma(), rotation()));
    }

    /**
     * This frame as stored, as sRGB by what its tags say; BT.601 and limited range where they say nothing. HDR is left as
     * it is.
     */
    public BufferedImage picture() {
        int width = frame.width();
        int height = frame.height();
        SwsContext context = sws_getContext(
                width,
                height,
                frame.format(),
                width,
                height,
                AV_PIX_FMT_BGR24,
                SWS_BICUBIC | SWS_ACCURATE_RND,
                (SwsFilter) null,
                (SwsFilter) null,
                (double[]) null);
        IntPointer from = sws_getCoefficients(frame.colorspace() == AVCOL_SPC_UNSPECIFIED ? 5 : frame.colorspace());
        int full = frame.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
        sws_setColorspaceDetails(context, from, full, sws_getCoefficients(5), 1, 0, 1 << 16, 1 << 16);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int stride = width * 3 + SCALER_MARGIN;
        try (BytePointer lines = new BytePointer((long) stride * height);
                PointerPointer<BytePointer> planes = new PointerPointer<>(lines, null, null, null);
                IntPointer strides = new IntPointer(stride, 0, 0, 0)) {
            sws_scale(context, frame.data(), frame.linesize(), 0, height, planes, strides);
            for (int y = 0; y < height; y++) {
                lines.position((long) y * stride).get(pixels, y * width * 3, width * 3);
            }
            lines.position(0);
        }
        sws_freeContext(context);
        if (frame.color_primaries() == AVCOL_PRI_BT2020 && frame.color_trc() == AVCOL_TRC_BT2020_10) {
            toSrgb(image);
        }
        return image;
    }

    private static void toSrgb(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, WideGamut.srgb(image.getRGB(x, y)));
            }
        }
    }

    /** Degrees clockwise by which the container asks a player to turn the picture: 0, 90, 180 or 270. */
    public int rotation() {
        if (stream.codecpar().nb_coded_side_data() == 0) {
            return 0;
        }
        AVPacketSideData matrix = av_packet_side_data_get(
                stream.codecpar().coded_side_data(), stream.codecpar().nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null) {
            return 0;
        }
        return Math.floorMod(Math.round(-av_display_rotation_get(new IntPointer(matrix.data()))), 360);
    }

    /** The width that a player shows, in square pixels. */
    public int uprightWidth() {
        return rotation() % 180 == 0 ? squareWidth() : frame.height();
    }

    /** The height that a player shows. */
    public int uprightHeight() {
        return rotation() % 180 == 0 ? frame.height() : squareWidth();
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(decoder);
        avformat_close_input(input);
    }

    private int squareWidth() {
        AVRational aspect = frame.sample_aspect_ratio();
        return aspect.num() == 0 ? frame.width() : frame.width() * aspect.num() / aspect.den();
    }

    private BufferedImage luma() {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_BYTE_GRAY);
        boolean deep = frame.format() == AV_PIX_FMT_YUV420P10LE || frame.format() == AV_PIX_FMT_YUV422P10LE;
        byte[] line = new byte[frame.linesize(0)];
        for (int y = 0; y < frame.height(); y++) {
            new BytePointer(frame.data(0)).position((long) y * line.length).get(line);
            for (int x = 0; x < frame.width(); x++) {
                int sample = deep ? (line[2 * x + 1] << 6 | (line[2 * x] & 255) >> 2) : line[x] & 255;
                image.getRaster().setSample(x, y, 0, sample);
            }
        }
        return image;
    }

    private static BufferedImage turn(BufferedImage image, int clockwise) {
        BufferedImage turned = image;
        for (int turns = clockwise / 90; turns > 0; turns--) {
            BufferedImage next = new BufferedImage(turned.getHeight(), turned.getWidth(), image.getType());
            for (int y = 0; y < next.getHeight(); y++) {
                for (int x = 0; x < next.getWidth(); x++) {
                    next.setRGB(x, y, turned.getRGB(y, turned.getHeight() - 1 - x));
                }
            }
            turned = next;
        }
        return turned;
    }

    private static double ratio(AVRational rational) {
        return rational.num() / (double) rational.den();
    }
}
