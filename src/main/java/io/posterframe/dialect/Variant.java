package io.posterframe.dialect;

import io.posterframe.picture.ImageFormat;

/** The pictures of a URL that leaves the format to its client: what an Accept header comes down to. */
public enum Variant {
    AVIF(ImageFormat.AVIF),
    WEBP(ImageFormat.WEBP),
    /** What everybody takes. */
    JPEG(ImageFormat.JPEG);

    private final ImageFormat format;

    Variant(ImageFormat format) {
        this.format = format;
    }

    public ImageFormat format() {
        return format;
    }
}
