package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What FFmpeg 8 finds out about a stream's colours where Humble, which is of 2014, can't: HDR's transfer curves, and the
 * colour element of Matroska.
 */
final class ContainerColour {
    /** How much may be read and decoded to find the first key frame's own fields. */
    private static final long MOST_BYTES = 1 << 20;

    private static final long MOST_MICROS = 1_000_000;
    private static final ColourCodes SILENT =
            new ColourCodes(ColourCodes.UNSPECIFIED, ColourCodes.UNSPECIFIED, ColourCodes.UNSPECIFIED, 0);

    private ContainerColour() {}

    /**
     * Reads the container's header once more, and the first key frame where the header has no answer.
     *
     * @param index  of the stream
     * @param frames whether a frame may be looked at
     */
    static ColourCodes of(MediaBytes bytes, int index, boolean frames) {
        try (FfmpegInput input = new FfmpegInput(bytes)) {
            if (!input.isOpen()) {
                return SILENT;
            }
            AVFormatContext format = input.format();
            ColourCodes codes = read(format, index);
            if (frames && codes.transfer() == ColourCodes.UNSPECIFIED) {
                format.probesize(MOST_BYTES).max_analyze_duration(MOST_MICROS);
                avformat_find_stream_info(format, (PointerPointer<?>) null);
                codes = read(format, index);
            }
            input.rethrow();
            return codes;
        }
    }

    private static ColourCodes read(AVFormatContext format, int index) {
        if (index >= format.nb_streams()) {
            return SILENT;
        }
        AVCodecParameters stream = format.streams(index).codecpar();
        return stream.codec_type() != AVMEDIA_TYPE_VIDEO
                ? SILENT
                : new ColourCodes(
                        stream.color_primaries(), stream.color_trc(), stream.color_space(), stream.color_range());
    }
}
