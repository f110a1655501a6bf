package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_version;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What FFmpeg 8 finds out about a stream's colours where Humble, which is of 2014, can't: HDR's transfer curves, and the
 * colour element of Matroska.
 */
final class ContainerColour {
    /** How much may be read and decoded to find the first key frame's own fields. */
    private static final long MOST_BYTES = 1 << 20;

    private static final long MOST_MICROS = 1_000_000;

    private ContainerColour() {}

    static void load() {
        Ffmpeg.load();
        avformat_version();
    }

    /**
     * Reads the container's header once more, and the first key frame where the header has no answer.
     *
     * @param demuxer FFmpeg's name of the container's format
     * @param stream  index of the stream
     * @param frames  whether a frame may be looked at
     */
    static ColourCodes of(MediaBytes bytes, String demuxer, int stream, boolean frames) {
        try (FfmpegContainer container = new FfmpegContainer(bytes, demuxer, Map.of())) {
            ColourCodes codes = read(container, stream);
            if (frames && codes.transfer() == ColourCodes.UNSPECIFIED) {
                container.context().probesize(MOST_BYTES).max_analyze_duration(MOST_MICROS);
                avformat_find_stream_info(container.context(), (PointerPointer<?>) null);
                codes = read(container, stream);
            }
            return codes;
        } catch (PictureException e) {
            if (e.failure() instanceof Failure.Undecodable) {
                // Humble reads it all the same
                return ColourCodes.SILENT;
            }
            throw e;
        }
    }

    private static ColourCodes read(FfmpegContainer container, int index) {
        if (index >= container.streams()) {
            return ColourCodes.SILENT;
        }
        AVCodecParameters stream = container.stream(index).codecpar();
        return stream.codec_type() != AVMEDIA_TYPE_VIDEO ? ColourCodes.SILENT : ColourCodes.of(stream);
    }
}
