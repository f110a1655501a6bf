package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.picture.Layout;

/** A rectangle of stored pixels, whole numbers, inside its frame and at least 1 x 1. */
record StoredRectangle(int x, int y, int width, int height) {

    /** What an upright, square-pixelled region is in the frame as it is stored. */
    static StoredRectangle of(Layout layout, UprightSize upright, Frame frame) {
        // shares of the upright picture, which rotation and pixel aspect leave alone
        double left = layout.sourceX() / upright.width();
        double top = layout.sourceY() / upright.height();
        double right = (layout.sourceX() + layout.sourceWidth()) / upright.width();
        double bottom = (layout.sourceY() + layout.sourceHeight()) / upright.height();
        Shape shape = frame.shape();
        return switch (shape.clockwiseTurns()) {
            case 1 -> cut(frame, top, 1 - right, bottom, 1 - left);
            case 2 -> cut(frame, 1 - right, 1 - bottom, 1 - left, 1 - top);
            case 3 -> cut(frame, 1 - bottom, left, 1 - top, right);
            default -> cut(frame, left, top, right, bottom);
        };
    }

    private static StoredRectangle cut(Frame frame, double left, double top, double right, double bottom) {
        boolean mirrored = frame.shape().mirrored();
        double columns = stored(frame.fullWidth(), frame.width());
        double rows = stored(frame.fullHeight(), frame.height());
        int x = clamp(Math.round((mirrored ? 1 - right : left) * columns), 0, frame.width() - 1);
        int y = clamp(Math.round(top * rows), 0, frame.height() - 1);
        int endX = clamp(Math.round((mirrored ? 1 - left : right) * columns), x + 1, frame.width());
        int endY = clamp(Math.round(bottom * rows), y + 1, frame.height());
        return new StoredRectangle(x, y, endX - x, endY - y);
    }

    /** How many stored pixels the full side is worth: a decoder that shrinks by 8 makes the last one of what is left. */
    private static double stored(int full, int stored) {
        long factor = Math.max(1, Math.round((double) full / stored));
        return (full + factor - 1) / factor == stored ? (double) full / factor : stored;
    }

    private static int clamp(long value, int low, int high) {
        return (int) Math.max(low, Math.min(high, value));
    }
}
