package io.posterframe.still;

import io.posterframe.picture.ImageFormat;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an image file says of itself. Its bytes may be anybody's: a header that is wrong, cut off or absurd gives nothing,
 * in time and memory that do not grow with what it claims.
 *
 * @param format      one of those that files are, never a variant such as PNG24
 * @param width       stored pixels, 1 or more
 * @param height      stored pixels, 1 or more
 * @param orientation how the stored pixels become upright
 */
public record ImageHeader(ImageFormat format, int width, int height, Orientation orientation) {

    /**
     * Reads the header at the start of a file. The orientation of a WebP, and the whole header of a TIFF, may stand behind
     * the pixels; so they take the whole file to be found.
     *
     * @param head the file's first bytes, or all
     * @return empty when this is no image of a known format, or its size is not in these bytes
     */
    public static Optional<ImageHeader> read(byte[] head) {
        return read(ByteBuffer.wrap(head));
    }

    /** As {@link #read(byte[])}, from the buffer's position to its limit; leaves the buffer as it is. */
    public static Optional<ImageHeader> read(ByteBuffer head) {
        ByteBuffer bytes = head.slice();
        Optional<ImageFormat> format = Magic.formatOf(bytes);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        Size size;
        try {
            size = switch (format.get()) {
                case JPEG -> JpegHeader.read(bytes);
                case PNG -> PngHeader.read(bytes);
                case GIF -> GifHeader.read(bytes);
                case WEBP -> WebpHeader.read(bytes);
                case AVIF -> AvifHeader.read(bytes);
                case BMP -> BmpHeader.read(bytes);
                case TIFF -> TiffHeader.read(bytes);
                default -> throw new IllegalStateException("no magic leads to " + format);
            };
        } catch (IndexOutOfBoundsException e) {
            // a field lies past the end: the file was cut there, or it lies about its lengths
            return Optional.empty();
        }
        return size.width > 0 && size.height > 0
                ? Optional.of(new ImageHeader(format.get(), size.width, size.height, size.orientation))
                : Optional.empty();
    }

    /** The format that the first bytes of a file name, whether or not the rest of the header is there or right. */
    public static Optional<ImageFormat> formatOf(ByteBuffer head) {
        return Magic.formatOf(head.slice());
    }

    /** The width when it is upright. */
    public int uprightWidth() {
        return orientation.sideways() ? height : width;
    }

    /** The height when it is upright. */
    public int uprightHeight() {
        return orientation.sideways() ? width : height;
    }

    /** What a format's header tells. A side that is not positive is nonsense, or was not found. */
    record Size(int width, int height, Orientation orientation) {
        static final Size UNKNOWN = new Size(0, 0, Orientation.UPRIGHT);

        Size(int width, int height) {
            this(width, height, Orientation.UPRIGHT);
        }
    }
}
