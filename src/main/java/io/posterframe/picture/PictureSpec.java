package io.posterframe.picture;

/**
 * What a picture shows and how it is written, independent of the source it is taken from. The parts are brought into
 * their normal form here: two requests that want the same picture of every source have equal specs, whatever the
 * spelling of their URLs.
 */
public record PictureSpec(Moment moment, Geometry geometry, Encoding encoding) {
    public PictureSpec {
        moment = moment.normal();
        geometry = geometry.normal();
        encoding = encoding.normal(geometry);
    }

    /**
     * The canonical name of the picture, the same for equal specs and different for different ones. Caches on disk keep
     * it: when a part of it changes its meaning, its word has to change too. At most 300 ASCII letters, digits, {@code _}, {@code .}, {@code ,} and {@code -};
     * example: {@code at12500000_320x0F_ffffff_jpg75}.
     */
    public String key() {
        return moment.key() + "_" + geometry.key() + "_" + encoding.key();
    }

    /**
     * The name under which a server of these settings keeps the picture: {@link #key}, and for a poster also what they say
     * of posters, so that a setting that is changed counts at once.
     */
    public String key(PictureConfig config) {
        return moment instanceof Moment.Poster ? config.posterKey() + "_" + key() : key();
    }

    /** The same picture of a source that is no image file and can't be answered as it is. */
    public PictureSpec ofVideo() {
        return new PictureSpec(
                moment, geometry, new Encoding(encoding.format(), encoding.quality(), encoding.density()));
    }

    /** The same picture of a source that has no time, such as an image file. */
    public PictureSpec ofStill() {
        return new PictureSpec(new Moment.Poster(), geometry, encoding);
    }

    /** The same picture encoded with another quality, 0 to 100. */
    public PictureSpec withQuality(int quality) {
        return new PictureSpec(
                moment, geometry, new Encoding(encoding.format(), quality, encoding.density(), encoding.original()));
    }

    /** The same picture of a video whose poster is taken at a time of its own; a negative time stands for none. */
    public PictureSpec withPosterAt(long micros) {
        return micros >= 0 && moment instanceof Moment.Poster
                ? new PictureSpec(new Moment.At(micros), geometry, encoding)
                : this;
    }
}
