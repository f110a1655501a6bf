package io.posterframe.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The image formats that a picture can be written in. The PNG variants differ in what a pixel is: PNG follows the source
 * (with alpha where it has it), the others are what their number says.
 */
public enum ImageFormat {
    JPEG("image/jpeg", "jpg", Trait.LOSSY, Trait.DENSITY),
    PNG("image/png", "png", Trait.ALPHA, Trait.DENSITY),
    PNG8("image/png", "png", Trait.ALPHA, Trait.DENSITY, Trait.SLOW),
    PNG24("image/png", "png", Trait.DENSITY),
    PNG32("image/png", "png", Trait.ALPHA, Trait.DENSITY),
    PNG48("image/png", "png", Trait.DEEP, Trait.DENSITY, Trait.SLOW),
    PNG64("image/png", "png", Trait.DEEP, Trait.ALPHA, Trait.DENSITY, Trait.SLOW),
    BMP("image/bmp", "bmp", Trait.DENSITY),
    GIF("image/gif", "gif", Trait.ALPHA, Trait.ANIMATION, Trait.SLOW),
    TIFF("image/tiff", "tif", Trait.ALPHA, Trait.DENSITY),
    PSD("image/vnd.adobe.photoshop", "psd", Trait.ALPHA, Trait.DENSITY),
    PDF("application/pdf", "pdf", Trait.LOSSY, Trait.DENSITY),
    JXR("image/vnd.ms-photo", "jxr", Trait.LOSSY, Trait.SLOW, Trait.DENSITY),
    WEBP("image/webp", "webp", Trait.LOSSY, Trait.ALPHA, Trait.ANIMATION, Trait.SLOW),
    AVIF("image/avif", "avif", Trait.LOSSY, Trait.ALPHA, Trait.SLOW);

    private enum Trait {
        /** Quality has a meaning. */
        LOSSY,
        /** Keeps transparency. */
        ALPHA,
        /** 16 bits a channel. */
        DEEP,
        /** Keeps an animation moving. */
        ANIMATION,
        /** Has fields for the resolution. */
        DENSITY,
        /** Takes a second of CPU or more for five million pixels, or ten times their memory. */
        SLOW
    }

    /** The longest side of any answer in pixels: JPEG can't hold more (65,535), Kaltura stops here. */
    public static final int MAX_SIDE = 65_500;

    /** Some three seconds of work, and half a worker's memory; docs/performance.md has the figures. */
    private static final long MAX_SLOW_PIXELS = 16_000_000;

    private static final Map<String, ImageFormat> BY_NAME = Stream.concat(
                    Stream.of(Map.entry("jpg", JPEG), Map.entry("tif", TIFF)),
                    Arrays.stream(values()).map(format -> Map.entry(format.lowerName(), format)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String contentType;
    private final String extension;
    private final List<Trait> traits;

    ImageFormat(String contentType, String extension, Trait... traits) {
        this.contentType = contentType;
        this.extension = extension;
        this.traits = List.of(traits);
    }

    /** The format of a name such as {@code jpg}, {@code JPEG} or {@code png24}, in any letter case. */
    public static Optional<ImageFormat> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Every name that {@link #named} knows, in lower case and in the order of the formats. */
    public static List<String> names() {
        return Arrays.stream(values())
                .flatMap(format -> switch (format) {
                    case JPEG -> Stream.of("jpg", "jpeg");
                    case TIFF -> Stream.of("tif", "tiff");
                    default -> Stream.of(format.lowerName());
                })
                .toList();
    }

    /** The one name by which keys, logs and metrics call it, in lower case: {@code jpeg}, {@code png24}. */
    public String lowerName() {
        return name().toLowerCase(Locale.ROOT);
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
        return traits.contains(Trait.LOSSY);
    }

    /** Whether transparent pixels stay so; otherwise they are blended over the background. */
    public boolean alpha() {
        return traits.contains(Trait.ALPHA);
    }

    /** Whether a channel has 16 bits; otherwise 8. */
    public boolean deep() {
        return traits.contains(Trait.DEEP);
    }

    /** Whether an animated image stays so; otherwise its first frame is shown. */
    public boolean animation() {
        return traits.contains(Trait.ANIMATION);
    }

    /** The most pixels that a picture may have in width or height. */
    public int maxSide() {
        return switch (this) {
            // RFC 9649, section 2.6 and the frame header of VP8
            case WEBP -> 16_383;
            // beyond it the file would be a PSB
            case PSD -> 30_000;
            default -> MAX_SIDE;
        };
    }

    /**
     * The most pixels that a picture, or a frame of an animation, may have, whatever the configuration allows: encoding
     * more would take so long that the worker is killed over it.
     */
    public long maxPixels() {
        return traits.contains(Trait.SLOW) ? MAX_SLOW_PIXELS : Long.MAX_VALUE;
    }

    /** Whether {@link Encoding#density()} has a meaning. */
    public boolean density() {
        return traits.contains(Trait.DENSITY);
    }
}
