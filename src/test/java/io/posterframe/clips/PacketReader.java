package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Takes the encoded streams out of a clip again, so that they can be wrapped anew. */
final class PacketReader {
    private PacketReader() {}

    /**
     * The streams of a clip with one video stream; times count from its first frame, and the time of a video packet is
     * the number of its frame.
     */
    static List<Encoded> read(Path file) {
        AVFormatContext input = new AVFormatContext(null);
        Ffmpeg.check(avformat_open_input(input, file.toString(), null, null), "avformat_open_input");
        Ffmpeg.check(avformat_find_stream_info(input, (AVDictionary) null), "avformat_find_stream_info");
        List<Encoded> streams = new ArrayList<>();
        for (int i = 0; i < input.nb_streams(); i++) {
            streams.add(stream(input.streams(i)));
        }
        double zero = Double.NaN;
        AVPacket packet = av_packet_alloc();
        while (av_read_frame(input, packet) >= 0) {
            double seconds = ratio(input.streams(packet.stream_index()).time_base());
            if (Double.isNaN(zero) && video(input.streams(packet.stream_index()))) {
                zero = packet.pts() * seconds;
            }
            Encoded stream = streams.get(packet.stream_index());
            stream.packets().add(copy(packet, seconds * stream.ticksPerSecond()));
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        avformat_close_input(input);
        double first = zero;
        return streams.stream().map(s -> shifted(s, -first)).toList();
    }

    private static Encoded stream(AVStream stream) {
        AVCodecParameters parameters = avcodec_parameters_alloc();
        Ffmpeg.check(avcodec_parameters_copy(parameters, stream.codecpar()), "avcodec_parameters_copy");
        parameters.codec_tag(0); // the container's own
        int ticks = video(stream) ? Video.FRAMES_PER_SECOND : parameters.sample_rate();
        return new Encoded(parameters, ticks, new ArrayList<>());
    }

    private static Encoded.Packet copy(AVPacket packet, double ticks) {
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        return new Encoded.Packet(
                data,
                Math.round(packet.pts() * ticks),
                Math.round(packet.dts() * ticks),
                Math.round(packet.duration() * ticks),
                key);
    }

    private static Encoded shifted(Encoded stream, double seconds) {
        long by = Math.round(seconds * stream.ticksPerSecond());
        List<Encoded.Packet> packets = stream.packets().stream()
                .map(p -> new Encoded.Packet(p.data(), p.pts() + by, p.dts() + by, p.duration(), p.key()))
                .toList();
        return new Encoded(stream.parameters(), stream.ticksPerSecond(), packets);
    }

    private static boolean video(AVStream stream) {
        return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO;
    }

    private static double ratio(AVRational rational) {
        return rational.num() / (double) rational.den();
    }
}
