package io.posterframe.dialect.capture;

import io.posterframe.picture.Geometry;
import io.posterframe.store.Room;

/** How large a capture is, in pixels, 1 or more. */
record CaptureSize(int width, int height) {

    /** The vendor's table of defaults. */
    static CaptureSize of(Room.Quality quality, Room.Orientation orientation) {
        CaptureSize landscape =
                switch (quality) {
                    case HIGH -> new CaptureSize(1920, 1080);
                    case MED -> new CaptureSize(1280, 720);
                    case LOW -> new CaptureSize(854, 480);
                };
        return orientation == Room.Orientation.LANDSCAPE
                ? landscape
                : new CaptureSize(/* width= */ landscape.height, /* height= */ landscape.width);
    }

    /** What is asked for; of two sides that aren't given both are the room's, and one follows the other in its shape. */
    static CaptureSize of(CaptureRequest request, Room room) {
        CaptureSize own = of(room.quality(), room.orientation());
        int width = request.width();
        int height = request.height();
        if (width == 0 && height == 0) {
            return own;
        }
        if (height == 0) {
            height = scaled(width, own.height, own.width);
        } else if (width == 0) {
            width = scaled(height, own.width, own.height);
        }
        String beyond = width > Geometry.MAX_SIDE ? "width" : height > Geometry.MAX_SIDE ? "height" : "";
        if (!beyond.isEmpty()) {
            throw ApiException.badInput(
                    beyond,
                    "The picture would be " + width + " x " + height + "; " + Geometry.MAX_SIDE
                            + " pixels a side are allowed.");
        }
        return new CaptureSize(width, height);
    }

    private static int scaled(int side, int numerator, int denominator) {
        return Math.max(1, Math.toIntExact(Math.round((double) side * numerator / denominator)));
    }
}
