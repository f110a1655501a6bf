package io.posterframe.image;

import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;

/** Formats that hold smaller pictures than an answer may otherwise have. */
final class SideLimit {
    private SideLimit() {}

    /** Refuses a picture that is too large for its format. */
    static void check(ImageFormat format, int width, int height) {
        int most = most(format);
        if (width > most || height > most) {
            throw new PictureException(new Failure.BadParameter(
                    width > most ? "width" : "height",
                    "the picture would be " + width + " x " + height + "; " + format.lowerName()
                            + " pictures can have at most " + most + " pixels a side"));
        }
    }

    private static int most(ImageFormat format) {
        return switch (format) {
            // RFC 9649, section 2.6 and the frame header of VP8
            case WEBP -> 16_383;
            // beyond it the file would be a PSB
            case PSD -> 30_000;
            default -> Integer.MAX_VALUE;
        };
    }
}
