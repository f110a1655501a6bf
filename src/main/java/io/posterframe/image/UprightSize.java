package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Image;
import io.posterframe.decode.Shape;

/** The size of a picture once it is upright and its pixels are square, whatever a decoder has shrunk it to. */
record UprightSize(int width, int height) {

    static UprightSize of(Frame frame) {
        return of(frame.fullWidth(), frame.fullHeight(), frame.shape());
    }

    static UprightSize of(Image image) {
        return of(image.width(), image.height(), image.shape());
    }

    private static UprightSize of(int storedWidth, int storedHeight, Shape shape) {
        int width = shape.squareWidth(storedWidth);
        int height = shape.squareHeight(storedHeight);
        return shape.sideways() ? new UprightSize(height, width) : new UprightSize(width, height);
    }
}
