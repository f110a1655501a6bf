package io.posterframe.picture;

/**
 * How the finished pixels become bytes.
 *
 * @param format   the image format
 * @param quality  0 to 100 for lossy formats (0 is treated as 1, the lowest); lossless formats ignore it
 * @param density  dots an inch written into the file, 0 for none; 0 to 65535; ignored by formats without such a field
 * @param original whether an image file is wanted as it is, its own format included, where the source is one; the other
 *                 parts are for sources that aren't. Holds only for the whole picture in its own size
 */
public record Encoding(ImageFormat format, int quality, int density, boolean original) {
    public Encoding {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality lies between 0 and 100");
        }
        if (density < 0 || density > 65535) {
            throw new IllegalArgumentException("density lies between 0 and 65535");
        }
    }

    public Encoding(ImageFormat format, int quality, int density) {
        this(format, quality, density, false);
    }

    /** The one encoding that stands for all that write the same bytes of pictures of this geometry. */
    Encoding normal(Geometry geometry) {
        return new Encoding(
                format,
                format.lossy() ? Math.max(1, quality) : 0,
                format.density() ? density : 0,
                original && geometry.isWhole());
    }

    String key() {
        return (original ? "original." : "")
                + (format == ImageFormat.JPEG ? "jpg" : format.lowerName())
                + (format.lossy() ? quality : "")
                + (density == 0 ? "" : "d" + density);
    }
}
