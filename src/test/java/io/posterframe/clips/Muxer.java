package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;

/** Wraps encoded streams in a container with FFmpeg. */
final class Muxer {
    /** As the ffmpeg command sets it; MPEG-TS starts at twice this time. */
    private static final int MAX_DELAY_MICROSECONDS = 700_000;

    /**
     * A stream and its place.
     *
     * @param start    seconds by which it is shifted
     * @param rotation degrees clockwise that a player is told to turn it
     */
    record Track(Encoded encoded, double start, int rotation) {}

    private record Timed(int track, Encoded.Packet packet, double seconds) {}

    private Muxer() {}

    static void write(List<Track> tracks, String format, Map<String, String> options, Path file) {
        AVFormatContext output = new AVFormatContext(null);
        Ffmpeg.check(
                avformat_alloc_output_context2(output, null, format, file.toString()),
                "avformat_alloc_output_context2");
        output.max_delay(MAX_DELAY_MICROSECONDS);
        for (Track track : tracks) {
            AVStream stream = avformat_new_stream(output, null);
            AVCodecParameters parameters = track.encoded().parameters();
            Ffmpeg.check(avcodec_parameters_copy(stream.codecpar(), parameters), "avcodec_parameters_copy");
            stream.time_base().num(1).den(track.encoded().ticksPerSecond());
            stream.sample_aspect_ratio(parameters.sample_aspect_ratio());
            if (parameters.codec_type() == AVMEDIA_TYPE_VIDEO) {
                stream.avg_frame_rate().num(track.encoded().ticksPerSecond()).den(1);
            }
            if (track.rotation() != 0) {
                rotate(stream.codecpar(), track.rotation());
            }
        }
        AVIOContext file0 = new AVIOContext(null);
        Ffmpeg.check(avio_open(file0, file.toString(), AVIO_FLAG_WRITE), "avio_open");
        output.pb(file0);
        Ffmpeg.check(avformat_write_header(output, Ffmpeg.dictionary(options)), "avformat_write_header");
        for (Timed timed : inOrder(tracks)) {
            write(output, timed, tracks.get(timed.track()));
        }
        Ffmpeg.check(av_write_trailer(output), "av_write_trailer");
        avio_closep(output.pb());
        avformat_free_context(output);
    }

    private static List<Timed> inOrder(List<Track> tracks) {
        List<Timed> all = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            Track track = tracks.get(i);
            for (Encoded.Packet packet : track.encoded().packets()) {
                double seconds =
                        track.start() + packet.dts() / (double) track.encoded().ticksPerSecond();
                all.add(new Timed(i, packet, seconds));
            }
        }
        all.sort(Comparator.comparingDouble(Timed::seconds));
        return all;
    }

    private static void write(AVFormatContext output, Timed timed, Track track) {
        Encoded.Packet from = timed.packet();
        int ticks = track.encoded().ticksPerSecond();
        long shift = Math.round(track.start() * ticks);
        AVPacket packet = av_packet_alloc();
        Ffmpeg.check(av_new_packet(packet, from.data().length), "av_new_packet");
        packet.data().put(from.data(), 0, from.data().length);
        packet.stream_index(timed.track());
        packet.pts(from.pts() + shift).dts(from.dts() + shift).duration(from.duration());
        packet.flags(from.key() ? AV_PKT_FLAG_KEY : 0);
        try (AVRational unit = new AVRational().num(1).den(ticks)) {
            av_packet_rescale_ts(packet, unit, output.streams(timed.track()).time_base());
        }
        Ffmpeg.check(av_interleaved_write_frame(output, packet), "av_interleaved_write_frame");
        av_packet_free(packet);
    }

    /** FFmpeg sets the angle clockwise, though it reads it back counter-clockwise. */
    private static void rotate(AVCodecParameters parameters, int clockwise) {
        AVPacketSideData list = new AVPacketSideData(null);
        int[] count = {0};
        AVPacketSideData matrix = av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 9 * 4, 0);
        av_display_rotation_set(new IntPointer(matrix.data()), clockwise);
        parameters.coded_side_data(list).nb_coded_side_data(count[0]);
    }
}
