package io.posterframe.picture;

/**
 * How the finished pixels become bytes.
 *
 * @param format  the image format
 * @param quality 0 to 100 for lossy formats (0 is treated as 1, the lowest); lossless formats ignore it
 * @param density dots an inch written into the file, 0 for none; 0 to 65535
 */
public record Encoding(ImageFormat format, int quality, int density) {
    public Encoding {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality lies between 0 and 100");
        }
        if (density < 0 || density > 65535) {
            throw new IllegalArgumentException("density lies between 0 and 65535");
        }
    }

    /** The one encoding that stands for all that write the same bytes. */
    Encoding normal() {
        return new Encoding(format, format.lossy() ? Math.max(1, quality) : 0, density);
    }

    String key() {
        return format.extension() + (format.lossy() ? quality : "") + (density == 0 ? "" : "d" + density);
    }
}
