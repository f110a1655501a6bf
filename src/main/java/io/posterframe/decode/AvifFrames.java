package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;

import io.posterframe.still.AvifItems;
import io.posterframe.still.ImageHeader;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** The still picture of an AVIF file, of a sequence its first, with the alpha that a second item has. */
final class AvifFrames implements ImageFrames {
    private static final String DECODER = "libaom-av1";

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final long maxPixels;
    private final int primary;
    private final @Nullable Integer alpha;
    private final @Nullable ColourSpace space;

    AvifFrames(ImageMemory memory, ImageHeader header, Shape shape, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.maxPixels = maxPixels;
        AvifItems items = new AvifItems(memory.bytes());
        this.primary = items.primary();
        this.alpha = items.alpha().isPresent() ? items.alpha().getAsInt() : null;
        this.space = items.profile().map(IccProfile::space).orElse(null);
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        Map<Integer, FfmpegDecoder> decoded = new HashMap<>();
        try (FfmpegContainer container = new FfmpegContainer(memory, "mov", Map.of())) {
            decode(container, decoded);
            FfmpegDecoder picture = decoded.get(primary);
            if (picture == null) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", DECODER);
            }
            FfmpegDecoder transparency = alpha == null ? null : decoded.get(alpha);
            sink.accept(
                    describe(picture.frame(), transparency == null ? null : transparency.frame()), Image.STILL_MILLIS);
        } finally {
            decoded.values().forEach(FfmpegDecoder::close);
        }
    }

    /** Decodes the items that are wanted, by their numbers. */
    private void decode(FfmpegContainer container, Map<Integer, FfmpegDecoder> decoded) {
        AVPacket packet = Ffmpeg.allocated(av_packet_alloc());
        try {
            while (container.read(packet)) {
                int item = container.stream(packet.stream_index()).id();
                boolean wanted = item == primary || alpha != null && item == alpha;
                if (!wanted || decoded.containsKey(item)) {
                    continue;
                }
                AVCodecParameters parameters =
                        container.stream(packet.stream_index()).codecpar();
                FfmpegDecoder decoder = new FfmpegDecoder(DECODER, parameters, maxPixels, 0);
                if (decoder.decode(packet) || decoder.decode(null)) {
                    container(decoder.frame(), parameters);
                    decoded.put(item, decoder);
                } else {
                    decoder.close();
                }
            }
        } finally {
            av_packet_free(packet);
        }
    }

    /** What the container says of colours counts more than what the pixels' stream says. */
    private static void container(AVFrame frame, AVCodecParameters parameters) {
        if (parameters.color_space() != AVCOL_SPC_UNSPECIFIED) {
            frame.colorspace(parameters.color_space())
                    .color_primaries(parameters.color_primaries())
                    .color_trc(parameters.color_trc());
        }
        if (parameters.color_range() != AVCOL_RANGE_UNSPECIFIED) {
            frame.color_range(parameters.color_range());
        }
    }

    private Frame describe(AVFrame picture, @Nullable AVFrame alpha) {
        Colour found = FfmpegFrames.colour(picture);
        Colour colour = space == null ? found : new Colour(found.matrix(), found.fullRange(), space);
        Frame frame = FfmpegFrames.describe(picture, header.width(), header.height(), shape, colour);
        return alpha == null
                ? frame
                : AlphaPlane.join(frame, FfmpegFrames.describe(alpha, header.width(), header.height(), shape, colour));
    }
}
