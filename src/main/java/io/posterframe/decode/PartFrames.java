package io.posterframe.decode;

import io.posterframe.still.ImageHeader;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Plays an animation that is stored in parts: decodes each and draws it on the canvas, as browsers do. */
final class PartFrames implements ImageFrames {
    /** A part may reach over its canvas, but is no way round the limits that count canvases. */
    private static final int MOST_CANVASES = 4;

    private final Parts parts;
    private final ImageHeader header;
    private final Shape shape;
    private final String decoder;
    private final long maxPixels;
    private final ColourSpace space;

    PartFrames(Parts parts, ImageHeader header, Shape shape, String decoder, long maxPixels, ColourSpace space) {
        this.parts = parts;
        this.header = header;
        this.shape = shape;
        this.decoder = decoder;
        this.maxPixels = maxPixels;
        this.space = space;
    }

    @Override
    public int frames() {
        return Math.max(1, parts.list().size());
    }

    @Override
    public int plays() {
        return parts.plays();
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        boolean whole = !parts.list().isEmpty() && fillsTheCanvas(parts.list().get(0));
        if (whole) {
            handOver(parts.list().get(0), sink);
        } else {
            play(1, sink);
        }
    }

    private boolean fillsTheCanvas(Part part) {
        return part.x() == 0 && part.y() == 0 && part.width() == header.width() && part.height() == header.height();
    }

    /** Hands a part over as it was decoded, which takes a third of the memory. */
    private void handOver(Part part, Image.Sink sink) {
        try (ImageMemory file = ImageMemory.of(part.file());
                FfmpegDecoder opened = new FfmpegDecoder(decoder, null, maxPixels, 0)) {
            if (!file.decode(opened)) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", decoder);
            }
            Colour colour = FfmpegFrames.colour(opened.frame()).in(space);
            sink.accept(
                    FfmpegFrames.describe(opened.frame(), header.width(), header.height(), shape, colour),
                    part.millis());
        }
    }

    @Override
    public void all(Image.Sink sink) {
        if (parts.list().size() == 1) {
            first(1, sink);
        } else {
            play(parts.list().size(), sink);
        }
    }

    private void play(int count, Image.Sink sink) {
        if (parts.list().isEmpty()) {
            throw ImageFile.undecodable("this image is damaged and can't be decoded", "no frame");
        }
        Canvas before = null;
        try (Canvas canvas = new Canvas(header.width(), header.height())) {
            for (int i = 0; i < count; i++) {
                Part part = parts.list().get(i);
                if (part.disposal() == Part.Disposal.RESTORE && i + 1 < count) {
                    before = before == null ? new Canvas(header.width(), header.height()) : before;
                    before.copy(canvas, part.x(), part.y(), part.width(), part.height());
                }
                if (!draw(part, canvas)) {
                    if (i == 0) {
                        throw ImageFile.undecodable("this image is damaged and can't be decoded", decoder);
                    }
                    // what came before the damage is a whole animation still
                    return;
                }
                Colour colour = new Colour(Colour.Matrix.BT601, true, space);
                sink.accept(
                        FfmpegFrames.describe(canvas.frame(), header.width(), header.height(), shape, colour),
                        part.millis());
                dispose(part, canvas, before);
            }
        } finally {
            if (before != null) {
                before.close();
            }
        }
    }

    private static void dispose(Part part, Canvas canvas, @Nullable Canvas before) {
        if (part.disposal() == Part.Disposal.CLEAR) {
            canvas.clear(part.x(), part.y(), part.width(), part.height());
        } else if (part.disposal() == Part.Disposal.RESTORE && before != null) {
            canvas.copy(before, part.x(), part.y(), part.width(), part.height());
        }
    }

    /** @return false when the part can't be decoded */
    private boolean draw(Part part, Canvas canvas) {
        long canvasPixels = (long) header.width() * header.height();
        if ((long) part.width() * part.height() > Math.min(maxPixels, MOST_CANVASES * canvasPixels)) {
            return false;
        }
        try (ImageMemory file = ImageMemory.of(part.file());
                FfmpegDecoder opened = new FfmpegDecoder(decoder, null, maxPixels, 0)) {
            if (!file.decode(opened)) {
                return false;
            }
            AVFrame frame = opened.frame();
            try (Canvas picture = ToCanvas.convert(frame)) {
                canvas.draw(picture, part.x(), part.y(), part.blended());
            }
            return true;
        }
    }
}
