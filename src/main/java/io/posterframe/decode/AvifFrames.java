package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;

import io.posterframe.still.AvifItems;
import io.posterframe.still.ImageHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** The still picture of an AVIF file, of a sequence its first, with the alpha that a second item has. */
final class AvifFrames implements ImageFrames {
    private static final String DECODER = "libaom-av1";

    private final ImageHeader header;
    private final Shape shape;
    private final long maxPixels;
    private final List<ByteBuffer> picture;
    private final List<ByteBuffer> alpha;
    private final int @Nullable [] codes;
    private final @Nullable ColourSpace space;

    /** Throws IndexOutOfBoundsException when the file is cut off or damaged. */
    AvifFrames(ImageMemory memory, ImageHeader header, Shape shape, long maxPixels) {
        this.header = header;
        this.shape = shape;
        this.maxPixels = maxPixels;
        AvifItems items = new AvifItems(memory.bytes());
        if (items.type(items.primary()).filter("grid"::equals).isPresent()) {
            throw ImageFile.undecodable("an AVIF whose picture is a grid of tiles is not supported", "grid");
        }
        this.picture = items.data(items.primary());
        this.alpha = items.alpha().isPresent() ? items.data(items.alpha().getAsInt()) : List.of();
        this.codes = items.codes().orElse(null);
        this.space = items.profile().map(IccProfile::space).orElse(null);
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        try (FfmpegDecoder colours = new FfmpegDecoder(DECODER, null, maxPixels, 0);
                FfmpegDecoder transparency = new FfmpegDecoder(DECODER, null, maxPixels, 0)) {
            if (!decode(picture, colours)) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", DECODER);
            }
            if (codes != null) {
                // what the container says counts more than what the pixels' stream says
                colours.frame().color_primaries(codes[0]).color_trc(codes[1]).colorspace(codes[2]);
                colours.frame().color_range(codes[3] == 1 ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
            }
            boolean transparent = !alpha.isEmpty() && decode(alpha, transparency);
            sink.accept(describe(colours.frame(), transparent ? transparency.frame() : null), Image.STILL_MILLIS);
        }
    }

    private static boolean decode(List<ByteBuffer> pieces, FfmpegDecoder decoder) {
        if (pieces.isEmpty()) {
            return false;
        }
        try (ImageMemory data = ImageMemory.of(pieces)) {
            return data.decode(decoder);
        }
    }

    private Frame describe(AVFrame picture, @Nullable AVFrame alpha) {
        Colour found = FfmpegFrames.colour(picture);
        Colour colour = space == null ? found : found.in(space);
        Frame frame = FfmpegFrames.describe(picture, header.width(), header.height(), shape, colour);
        return alpha == null
                ? frame
                : AlphaPlane.join(frame, FfmpegFrames.describe(alpha, header.width(), header.height(), shape, colour));
    }
}
