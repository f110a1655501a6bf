package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;

/** FFmpeg's decoders that may meet a stranger's video: all that there are for us of its hundreds. */
final class VideoCodecs {
    /** FFmpeg's names; of two for one codec the first is taken. Its own AV1 decoder works with graphics cards only. */
    private static final List<String> NAMES = List.of(
            "h264",
            "hevc",
            "vvc",
            "libaom-av1",
            "vp8",
            "vp9",
            "vp6",
            "vp6f",
            "vp6a",
            "mpeg1video",
            "mpeg2video",
            "mpeg4",
            "msmpeg4v1",
            "msmpeg4v2",
            "msmpeg4",
            "h263",
            "flv",
            "wmv1",
            "wmv2",
            "wmv3",
            "vc1",
            "mjpeg",
            "prores",
            "dnxhd",
            "cfhd",
            "qtrle",
            "png",
            "rawvideo",
            "v210",
            "theora",
            "dvvideo",
            "huffyuv",
            "ffvhuff",
            "ffv1",
            "utvideo",
            "cinepak",
            "svq1",
            "svq3");

    /** As libavformat takes a list of the decoders that it may try. */
    static final String LIST = String.join(",", NAMES);

    private static final Map<Integer, String> BY_ID = byId();

    private VideoCodecs() {}

    /** The decoder for a codec of FFmpeg's number. */
    static Optional<String> decoder(int codec) {
        return Optional.ofNullable(BY_ID.get(codec));
    }

    private static Map<Integer, String> byId() {
        Ffmpeg.load();
        Map<Integer, String> found = new HashMap<>();
        for (String name : NAMES) {
            AVCodec codec = avcodec_find_decoder_by_name(name);
            if (codec != null) {
                found.putIfAbsent(codec.id(), name);
            }
        }
        return Map.copyOf(found);
    }
}
