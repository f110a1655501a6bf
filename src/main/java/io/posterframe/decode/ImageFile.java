package io.posterframe.decode;

import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.still.ImageHeader;
import io.posterframe.still.JpegSegments;
import io.posterframe.still.Orientation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** An image file that was read into memory, and is decoded when its frames are asked for. */
public final class ImageFile implements Image {
    private static final int MAGIC_BYTES = 512;

    /** JPEG and GIF can't have more. The memory of everything that goes row by row is bounded by it. */
    private static final int MAX_SIDE = 65_535;

    private final ImageMemory memory;
    private final ImageHeader header;
    private final ImageFrames frames;

    private ImageFile(ImageMemory memory, ImageHeader header, ImageFrames frames) {
        this.memory = memory;
        this.header = header;
        this.frames = frames;
    }

    /** Loads the native libraries, which otherwise the first file does. */
    public static void load() {
        Ffmpeg.load();
    }

    /** Which image format a file begins like; empty for videos and everything else. Reads some hundred bytes. */
    public static Optional<ImageFormat> formatOf(MediaBytes bytes) {
        byte[] head = new byte[MAGIC_BYTES];
        int count = Math.max(0, bytes.read(0, head, head.length));
        return ImageHeader.formatOf(ByteBuffer.wrap(Arrays.copyOf(head, count)));
    }

    /**
     * Reads a file and its header; no pixel is decoded yet.
     *
     * @throws PictureException when it is no image, damaged beyond use, or over a limit
     */
    public static ImageFile open(MediaBytes bytes, PictureConfig limits) {
        ImageMemory memory = ImageMemory.read(bytes, limits.maxSourceBytes());
        try {
            if (ImageHeader.formatOf(memory.bytes()).isEmpty()) {
                throw undecodable("this is not an image that can be read", "");
            }
            ImageHeader header = ImageHeader.read(memory.bytes())
                    .orElseThrow(() -> undecodable("this image is damaged: it does not tell its size", ""));
            if (header.width() > MAX_SIDE || header.height() > MAX_SIDE) {
                throw undecodable(
                        "the image has more than the " + MAX_SIDE + " pixels a side that are allowed",
                        header.width() + "x" + header.height());
            }
            long pixels = (long) header.width() * header.height();
            long most = SourceLimit.pixels(header.format(), memory.bytes(), limits);
            if (pixels > most) {
                throw undecodable(
                        "the image has more than the " + most + " pixels that are allowed",
                        header.width() + "x" + header.height());
            }
            return new ImageFile(memory, header, frames(memory, header, most));
        } catch (IndexOutOfBoundsException e) {
            memory.close();
            throw undecodable("this image is damaged and can't be read", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static ImageFrames frames(ImageMemory memory, ImageHeader header, long maxPixels) {
        Shape shape = shape(header.orientation());
        return switch (header.format()) {
            case PNG -> {
                ApngControl control = ApngControl.of(memory.bytes());
                yield control.frames() > 1
                        ? new ApngFrames(memory, header, shape, control, maxPixels)
                        : new PngFrames(memory, header, shape, maxPixels);
            }
            case GIF -> new PartFrames(GifParts.of(memory.bytes()), header, shape, "gif", maxPixels, ColourSpace.SRGB);
            case WEBP -> {
                WebpChunks chunks = new WebpChunks(memory.bytes());
                byte[] icc = chunks.profile();
                ColourSpace space = icc == null ? ColourSpace.SRGB : IccProfile.space(icc);
                Parts parts = chunks.parts();
                yield parts.list().isEmpty()
                        ? new SingleFrame(memory, header, shape, "webp", maxPixels, space)
                        : new PartFrames(parts, header, shape, "webp", maxPixels, space);
            }
            case JPEG ->
                new JpegSegments(memory.bytes()).components() == 4
                        ? new CmykFrames(memory, header, shape, maxPixels)
                        : new SingleFrame(memory, header, shape, "mjpeg", maxPixels);
            case BMP -> new SingleFrame(memory, header, shape, "bmp", maxPixels);
            case TIFF -> new TiffFrames(memory, header, shape, maxPixels);
            case AVIF -> new AvifFrames(memory, header, shape, maxPixels);
            default -> throw new IllegalStateException("no decoder for " + header.format());
        };
    }

    private static Shape shape(Orientation orientation) {
        return new Shape(orientation.mirrored(), orientation.clockwiseTurns(), 1, 1);
    }

    static PictureException undecodable(String message, String detail) {
        return new PictureException(new Failure.Undecodable(message, detail));
    }

    @Override
    public ImageFormat format() {
        return header.format();
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public Shape shape() {
        return shape(header.orientation());
    }

    @Override
    public boolean animated() {
        return frames.frames() > 1;
    }

    @Override
    public int frames() {
        return frames.frames();
    }

    @Override
    public int plays() {
        return frames.plays();
    }

    @Override
    public void first(int shrink, Sink sink) {
        frames.first(shrink, asLargeAsSaid(sink));
    }

    @Override
    public void all(Sink sink) {
        frames.all(asLargeAsSaid(sink));
    }

    /** Geometry was made from the header; like browsers, refuses pixels of another size. */
    private static Sink asLargeAsSaid(Sink sink) {
        return (frame, millis) -> {
            if (!isShrunk(frame)) {
                throw undecodable(
                        "this image is damaged: its header tells another size than its pixels have",
                        frame.fullWidth() + "x" + frame.fullHeight() + ", " + frame.width() + "x" + frame.height());
            }
            sink.accept(frame, millis);
        };
    }

    /** Whether a frame's sides were halved as often as a decoder may do it, or not at all. */
    private static boolean isShrunk(Frame frame) {
        for (int halvings = 0; halvings <= SingleFrame.MOST_HALVINGS; halvings++) {
            if (-(-frame.fullWidth() >> halvings) == frame.width()
                    && -(-frame.fullHeight() >> halvings) == frame.height()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ByteBuffer file() {
        return memory.bytes();
    }

    @Override
    public void close() {
        memory.close();
    }
}
