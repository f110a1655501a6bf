package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.picture.Layout;

/** A rectangle of stored pixels, whole numbers, inside its frame and at least 1 x 1. */
record StoredRectangle(int x, int y, int width, int height) {

    /** What an upright, square-pixelled region is in the frame as it is stored. */
    static StoredRectangle of(Layout layout, int uprightWidth, int uprightHeight, Frame frame) {
        // shares of the upright picture, which rotation and pixel aspect leave alone
        double left = layout.sourceX() / uprightWidth;
        double top = layout.sourceY() / uprightHeight;
        double right = (layout.sourceX() + layout.sourceWidth()) / uprightWidth;
        double bottom = (layout.sourceY() + layout.sourceHeight()) / uprightHeight;
        return switch (frame.shape().clockwiseTurns()) {
            case 1 -> cut(frame, top, 1 - right, bottom, 1 - left);
            case 2 -> cut(frame, 1 - right, 1 - bottom, 1 - left, 1 - top);
            case 3 -> cut(frame, 1 - bottom, left, 1 - top, right);
            default -> cut(frame, left, top, right, bottom);
        };
    }

    private static StoredRectangle cut(Frame frame, double left, double top, double right, double bottom) {
        int x = clamp(Math.round(left * frame.width()), 0, frame.width() - 1);
        int y = clamp(Math.round(top * frame.height()), 0, frame.height() - 1);
        int endX = clamp(Math.round(right * frame.width()), x + 1, frame.width());
        int endY = clamp(Math.round(bottom * frame.height()), y + 1, frame.height());
        return new StoredRectangle(x, y, endX - x, endY - y);
    }

    private static int clamp(long value, int low, int high) {
        return (int) Math.max(low, Math.min(high, value));
    }
}
