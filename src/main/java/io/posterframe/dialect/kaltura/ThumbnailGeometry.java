package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;

/** Reads the size, crop, rectangle and colour of a request. */
final class ThumbnailGeometry {
    private static final int UNSET = -1;
    private static final int DEFAULT_WIDTH = 120;
    private static final int DEFAULT_HEIGHT = 90;

    private ThumbnailGeometry() {}

    static Geometry of(Parameters parameters) {
        int width = parameters.integer(Parameter.WIDTH, UNSET, Geometry.MAX_SIDE, UNSET);
        int height = parameters.integer(Parameter.HEIGHT, UNSET, Geometry.MAX_SIDE, UNSET);
        if (width == UNSET && height == UNSET) {
            width = defaultSide(parameters, Parameter.DEF_WIDTH, DEFAULT_WIDTH);
            height = defaultSide(parameters, Parameter.DEF_HEIGHT, DEFAULT_HEIGHT);
        }
        return new Geometry(
                Math.max(0, width),
                Math.max(0, height),
                crop(parameters),
                rectangle(parameters),
                background(parameters));
    }

    private static int defaultSide(Parameters parameters, Parameter parameter, int otherwise) {
        double side = parameters.real(parameter, UNSET, Geometry.MAX_SIDE, UNSET);
        return side < 0 ? otherwise : (int) Math.round(side);
    }

    private static Crop crop(Parameters parameters) {
        if (parameters.integer(Parameter.NEAREST_ASPECT_RATIO, 0, 1, 0) == 1) {
            return Crop.NEAREST;
        }
        if (marked(parameters, Parameter.WIDTH) || marked(parameters, Parameter.HEIGHT)) {
            return Crop.STRETCH;
        }
        return switch (parameters.integer(Parameter.TYPE, 1, 5, 1)) {
            case 2 -> Crop.PAD;
            case 3 -> Crop.CENTER;
            case 4 -> Crop.TOP;
            case 5 -> Crop.STRETCH;
            default -> Crop.FIT;
        };
    }

    /** An exclamation mark after the first character of a side asks for type 5. */
    private static boolean marked(Parameters parameters, Parameter side) {
        String value = parameters.text(side);
        return value != null && value.indexOf('!') >= 1;
    }

    private static SourceRectangle rectangle(Parameters parameters) {
        return new SourceRectangle(
                pixels(parameters, Parameter.SRC_X),
                pixels(parameters, Parameter.SRC_Y),
                pixels(parameters, Parameter.SRC_W),
                pixels(parameters, Parameter.SRC_H),
                pixels(parameters, Parameter.REL_WIDTH),
                pixels(parameters, Parameter.REL_HEIGHT));
    }

    private static double pixels(Parameters parameters, Parameter parameter) {
        return parameters.real(parameter, 0, SourceRectangle.MAX, 0);
    }

    /** One to six hex digits; fewer than six are a number, so {@code fff} is #000fff. */
    private static Rgb background(Parameters parameters) {
        String value = parameters.text(Parameter.BGCOLOR);
        if (value == null) {
            return Rgb.WHITE;
        }
        int rgb = 0;
        for (int at = 0; at < value.length(); at++) {
            int digit = value.charAt(at) < 128 ? Character.digit(value.charAt(at), 16) : -1;
            if (digit < 0 || at == 6) {
                throw badColour();
            }
            rgb = rgb << 4 | digit;
        }
        if (value.isEmpty()) {
            throw badColour();
        }
        return Rgb.of(rgb);
    }

    private static RuntimeException badColour() {
        return Parameters.bad(Parameter.BGCOLOR, "must be a colour of six hex digits, such as 00ff00");
    }
}
