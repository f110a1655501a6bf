package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.humble.ferry.Buffer;
import io.humble.video.Codec;
import io.humble.video.Encoder;
import io.humble.video.KeyValueBag;
import io.humble.video.MediaPacket;
import io.humble.video.MediaPicture;
import io.humble.video.PixelFormat;
import io.humble.video.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.javacpp.BytePointer;

/** Encodes H.264 with Humble's x264, which FFmpeg's LGPL build lacks. */
final class X264 {
    private X264() {}

    static Encoded encode(Video video) {
        Shape shape = video.shape();
        Colours colours = video.colours();
        PixelFormat.Type format =
                colours.fullRange ? PixelFormat.Type.PIX_FMT_YUVJ420P : PixelFormat.Type.PIX_FMT_YUV420P;
        Rational timeBase = Rational.make(1, Video.FRAMES_PER_SECOND);

        Encoder encoder = Encoder.make(Codec.findEncodingCodecByName("libx264"));
        encoder.setWidth(shape.storedWidth);
        encoder.setHeight(shape.storedHeight);
        encoder.setPixelFormat(format);
        encoder.setTimeBase(timeBase);
        encoder.setProperty("threads", 1);
        encoder.setProperty("g", video.keyframeInterval());
        encoder.setProperty("keyint_min", video.keyframeInterval());
        encoder.setProperty("sc_threshold", 0);
        encoder.setProperty("bf", 2);
        encoder.setProperty("aspect", Rational.make(shape.pixelWidth, shape.pixelHeight));
        encoder.setProperty("color_primaries", colours.primaries);
        // HDR's curves are younger than this encoder
        encoder.setProperty("color_trc", colours.transfer < 16 ? colours.transfer : 2);
        encoder.setProperty("colorspace", colours.matrix);
        encoder.setProperty("color_range", colours.range);
        KeyValueBag options = KeyValueBag.make();
        options.setValue("preset", "ultrafast");
        options.setValue("crf", "24");
        if (video.codec() == Video.Codec.H264_OPEN_GOP) {
            options.setValue("x264-params", "open-gop=1");
        }
        encoder.open(options, null);

        MediaPicture picture = MediaPicture.make(shape.storedWidth, shape.storedHeight, format);
        picture.setTimeBase(timeBase);
        MediaPacket packet = MediaPacket.make();
        TestPattern pattern = new TestPattern(shape, colours);
        List<Encoded.Packet> packets = new ArrayList<>();
        for (int number : video.numbers()) {
            put(pattern.frame(number), picture);
            picture.setTimeStamp(number);
            picture.setComplete(true);
            encoder.encode(packet, picture);
            take(packet, packets);
        }
        do {
            encoder.encode(packet, null);
        } while (take(packet, packets));
        packet.delete();
        picture.delete();
        encoder.delete();
        return new Encoded(parameters(video, packets.get(0).data()), Video.FRAMES_PER_SECOND, packets);
    }

    private static void put(Planes planes, MediaPicture picture) {
        byte[][] all = {planes.luma(), planes.blue(), planes.red()};
        for (int i = 0; i < all.length; i++) {
            int width = i == 0 ? planes.width() : planes.width() / 2;
            Buffer data = picture.getData(i);
            for (int y = 0; y * width < all[i].length; y++) {
                data.put(all[i], y * width, y * picture.getLineSize(i), width);
            }
            data.delete();
        }
    }

    private static boolean take(MediaPacket packet, List<Encoded.Packet> packets) {
        if (!packet.isComplete()) {
            return false;
        }
        Buffer data = packet.getData();
        byte[] bytes = data.getByteArray(0, packet.getSize());
        data.delete();
        packets.add(new Encoded.Packet(bytes, packet.getPts(), packet.getDts(), 1, packet.isKeyPacket()));
        return true;
    }

    private static AVCodecParameters parameters(Video video, byte[] firstPacket) {
        byte[] head = parameterSets(firstPacket);
        BytePointer extra = new BytePointer(av_mallocz(head.length + AV_INPUT_BUFFER_PADDING_SIZE));
        extra.put(head, 0, head.length);
        AVCodecParameters parameters = avcodec_parameters_alloc();
        parameters
                .codec_type(AVMEDIA_TYPE_VIDEO)
                .codec_id(AV_CODEC_ID_H264)
                .format(AV_PIX_FMT_YUV420P)
                .width(video.shape().storedWidth)
                .height(video.shape().storedHeight)
                .video_delay(2)
                .extradata(extra)
                .extradata_size(head.length)
                .color_primaries(video.colours().primaries)
                .color_trc(video.colours().transfer)
                .color_space(video.colours().matrix)
                .color_range(video.colours().range);
        parameters.sample_aspect_ratio().num(video.shape().pixelWidth);
        parameters.sample_aspect_ratio().den(video.shape().pixelHeight);
        return parameters;
    }

    /** The sequence and picture parameter sets (NAL types 7 and 8) that lead the first packet, with their start codes. */
    private static byte[] parameterSets(byte[] packet) {
        int end = 0;
        for (int i = 0; i + 3 < packet.length; i++) {
            if (packet[i] == 0 && packet[i + 1] == 0 && packet[i + 2] == 1) {
                int type = packet[i + 3] & 31;
                if (type != 7 && type != 8) {
                    end = i > 0 && packet[i - 1] == 0 ? i - 1 : i;
                    break;
                }
            }
        }
        return Arrays.copyOf(packet, end);
    }
}
