package io.posterframe.picture;

/** The image formats that a picture can be encoded in. */
public enum ImageFormat {
    JPEG("image/jpeg", "jpg", true),
    PNG("image/png", "png", false);

    private final String contentType;
    private final String extension;
    private final boolean lossy;

    ImageFormat(String contentType, String extension, boolean lossy) {
        this.contentType = contentType;
        this.extension = extension;
        this.lossy = lossy;
    }

    /** The media type for the Content-Type header. */
    public String contentType() {
        return contentType;
    }

    /** The usual file name extension, without a dot. */
    public String extension() {
        return extension;
    }

    /** Whether {@link Encoding#quality()} has a meaning. */
    public boolean lossy() {
        return lossy;
    }
}
