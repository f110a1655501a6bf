package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Wraps encoded streams as FFmpeg's own HLS muxer does: one muxer writes all segments, one after the other, into memory.
 */
final class SegmentMuxer {
    /** @param init the initialization section, empty for MPEG-TS */
    record Cut(byte[] init, List<Piece> pieces) {}

    /**
     * A segment.
     *
     * @param keyBytes how many bytes at its start are enough to decode its first keyframe
     */
    record Piece(byte[] bytes, int keyBytes) {}

    /** A packet of one of the streams. @param ticksPerSecond of its times */
    record Place(int stream, int ticksPerSecond, Encoded.Packet packet) {
        double seconds() {
            return packet.dts() / (double) ticksPerSecond;
        }

        boolean videoKey() {
            return stream == 0 && packet.key();
        }
    }

    private final AVFormatContext output = new AVFormatContext(null);
    private final boolean fragmented;
    private final double start;

    private SegmentMuxer(List<Encoded> streams, boolean fragmented, double start) {
        this.fragmented = fragmented;
        this.start = start;
        Ffmpeg.check(
                avformat_alloc_output_context2(output, null, fragmented ? "mp4" : "mpegts", (String) null),
                "avformat_alloc_output_context2");
        for (Encoded encoded : streams) {
            AVStream stream = avformat_new_stream(output, null);
            AVCodecParameters parameters = encoded.parameters();
            Ffmpeg.check(avcodec_parameters_copy(stream.codecpar(), parameters), "avcodec_parameters_copy");
            stream.time_base().num(1).den(encoded.ticksPerSecond());
            stream.sample_aspect_ratio(parameters.sample_aspect_ratio());
        }
    }

    /**
     * Cuts streams into segments.
     *
     * @param streams    what is to be wrapped
     * @param segments   the packets of each segment, which begins with a keyframe of the video, the first stream
     * @param fragmented MP4 with an initialization section, otherwise MPEG-TS
     * @param start      seconds that the first frame's time stamp says
     */
    static Cut cut(List<Encoded> streams, List<List<Place>> segments, boolean fragmented, double start) {
        return new SegmentMuxer(streams, fragmented, start).cut(segments);
    }

    private Cut cut(List<List<Place>> segments) {
        Map<String, String> options = fragmented
                ? Map.of("movflags", "frag_custom+empty_moov+default_base_moof")
                : Map.of("mpegts_copyts", "1");
        open();
        Ffmpeg.check(avformat_write_header(output, Ffmpeg.dictionary(options)), "avformat_write_header");
        byte[] init = take();
        List<Piece> pieces = new ArrayList<>();
        for (List<Place> segment : segments) {
            open();
            if (!fragmented) {
                Ffmpeg.check(av_opt_set(output.priv_data(), "mpegts_flags", "resend_headers", 0), "mpegts_flags");
            }
            int keyBytes = 0;
            for (Place place : segment) {
                write(place);
                if (keyBytes == 0 && place.stream() == 0) {
                    flush();
                    keyBytes = (int) avio_tell(output.pb());
                }
            }
            flush();
            pieces.add(new Piece(take(), keyBytes));
        }
        open();
        av_write_trailer(output);
        take();
        avformat_free_context(output);
        return new Cut(init, pieces);
    }

    private void write(Place place) {
        Encoded.Packet from = place.packet();
        AVPacket packet = av_packet_alloc();
        Ffmpeg.check(av_new_packet(packet, from.data().length), "av_new_packet");
        packet.data().put(from.data(), 0, from.data().length);
        long shift = Math.round(start * place.ticksPerSecond());
        packet.stream_index(place.stream()).flags(from.key() ? AV_PKT_FLAG_KEY : 0);
        packet.pts(from.pts() + shift).dts(from.dts() + shift).duration(from.duration());
        try (AVRational unit = new AVRational().num(1).den(place.ticksPerSecond())) {
            av_packet_rescale_ts(packet, unit, output.streams(place.stream()).time_base());
        }
        Ffmpeg.check(av_write_frame(output, packet), "av_write_frame");
        av_packet_free(packet);
    }

    private void flush() {
        Ffmpeg.check(av_write_frame(output, null), "av_write_frame");
        avio_flush(output.pb());
    }

    private void open() {
        AVIOContext memory = new AVIOContext(null);
        Ffmpeg.check(avio_open_dyn_buf(memory), "avio_open_dyn_buf");
        output.pb(memory);
    }

    /** What has been written since {@link #open}. */
    private byte[] take() {
        BytePointer buffer = new BytePointer((Pointer) null);
        int size = avio_close_dyn_buf(output.pb(), buffer);
        byte[] bytes = new byte[size];
        buffer.get(bytes);
        av_free(buffer);
        output.pb(null);
        return bytes;
    }
}
