package io.posterframe.picture;

import io.posterframe.picture.Failure.BadParameter;
import java.time.Duration;
import java.util.Locale;

/**
 * What may be made, and what an entry shows when the request names no moment.
 */
public record PictureConfig(
        @Doc("The most pixels, width times height, that one answer may have, strips included.")
                @Range(min = 1, max = 400_000_000L)
                long maxPixels,
        @Doc("The most slices that one strip may have.") @Range(min = 1, max = 65_500) int maxSlices,
        @Doc("The moment of an entry's poster; a clip that isn't longer shows its middle.") @Range(max = 86_400_000)
                Duration posterOffset,
        @Doc(
                        "exact: the poster is the frame at poster-offset. auto: the first of up to 8 frames from there on (in a short clip also before it) that is neither nearly black, nor nearly of one colour, nor blurred, or the best of them; costs the decoding of those frames.")
                DefaultFrame defaultFrame,
        @Doc("The most pixels that an image file may have that pictures are made of.")
                @Range(min = 1, max = 400_000_000L)
                long maxSourcePixels,
        @Doc("The largest image file that pictures are made of.") @Range(min = 1 << 10, max = 1L << 30)
                long maxSourceBytes,
        @Doc(
                        "The most pixels, width times height times frames, that an animation may have, as a file and as an answer; of a larger one the first frame is shown.")
                @Range(min = 1, max = 4_000_000_000L)
                long maxAnimationPixels) {
    /** Which frame is a video's poster. */
    public enum DefaultFrame {
        EXACT,
        AUTO
    }

    public static final PictureConfig DEFAULTS = new PictureConfig(
            36_000_000, 1_000, Duration.ofSeconds(3), DefaultFrame.EXACT, 64_000_000, 64L << 20, 40_000_000);

    /** Letters and digits that tell which frame a poster is; different for different settings. */
    String posterKey() {
        return defaultFrame.name().toLowerCase(Locale.ROOT) + posterOffset.toMillis();
    }

    /** These limits but for the pixels of an answer. */
    public PictureConfig withMaxPixels(long pixels) {
        return new PictureConfig(
                pixels, maxSlices, posterOffset, defaultFrame, maxSourcePixels, maxSourceBytes, maxAnimationPixels);
    }

    /**
     * Refuses an answer of this size in pixels with {@link BadParameter} when a side or the whole is over what is
     * allowed here or in its format.
     */
    public void checkSize(ImageFormat format, long width, long height) {
        if (width > format.maxSide() || height > format.maxSide()) {
            String parameter = width > format.maxSide() ? "width" : "height";
            throw refused(parameter, width, height, format.maxSide() + " pixels a side", format);
        }
        long most = Math.min(maxPixels, format.maxPixels());
        if (width * height > most) {
            throw refused("width", width, height, most + " pixels in all", format);
        }
    }

    /** Refuses a strip of more slices than are allowed with {@link BadParameter}, before any of them is decoded. */
    public void checkSlices(Moment moment) {
        if (moment.frames() > maxSlices) {
            throw new PictureException(
                    new BadParameter("vid_slices", "a strip can have at most " + maxSlices + " slices"));
        }
    }

    private static PictureException refused(
            String parameter, long width, long height, String limit, ImageFormat format) {
        return new PictureException(new BadParameter(
                parameter,
                "the picture would be " + width + " x " + height + "; " + limit + " are allowed in the format "
                        + format.lowerName()));
    }
}
