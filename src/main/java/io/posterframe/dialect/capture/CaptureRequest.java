package io.posterframe.dialect.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Ids;
import io.posterframe.json.StrictJson;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a body asks for. A number may also stand in a text, as in the vendor's example; fields that aren't known don't count.
 *
 * @param moment the poster for a capture in real time
 * @param width  in pixels; 0 for not given
 * @param height in pixels; 0 for not given
 */
record CaptureRequest(String roomId, Moment moment, int width, int height, ImageFormat format) {
    private static final Map<String, ImageFormat> FORMATS =
            Map.of("jpg", ImageFormat.JPEG, "png", ImageFormat.PNG, "webp", ImageFormat.WEBP);

    private static final double LATEST_SECOND = 999_999_999;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    /** Reads a body; fails with an ApiException that names the first mistake. */
    static CaptureRequest of(byte[] body) {
        ObjectNode json = parse(body);
        String roomId = roomId(json);
        Moment moment = moment(field(json, "time"));
        ImageFormat format = format(field(json, "format"));
        if (format == ImageFormat.WEBP && moment instanceof Moment.At) {
            throw refused("format", "webp is only for a capture in real time: leave `time` out, or ask for jpg or png");
        }
        return new CaptureRequest(roomId, moment, side(json, "width"), side(json, "height"), format);
    }

    private static ObjectNode parse(byte[] body) {
        try {
            if (StrictJson.read(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw ApiException.badInput("body", "The body is not valid JSON.");
        }
        throw ApiException.badInput("body", "The body must be a JSON object.");
    }

    private static String roomId(ObjectNode json) {
        JsonNode value = field(json, "roomId");
        if (value == null) {
            throw ApiException.badInput("roomId", "Please provide a valid `roomId` in body params.");
        }
        if (!value.isTextual() || !Ids.acceptable(value.textValue())) {
            throw ApiException.badInput(
                    "roomId", "Please provide a valid `roomId` in body params. `RoomId` is invalid.");
        }
        return value.textValue();
    }

    private static Moment moment(@Nullable JsonNode value) {
        if (value == null) {
            return new Moment.Poster();
        }
        double seconds = -1;
        if (value.isNumber()) {
            seconds = value.doubleValue();
        } else if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
            seconds = Double.parseDouble(value.textValue());
        }
        if (!(seconds >= 0 && seconds <= LATEST_SECOND)) {
            throw refused("time", "it must be a number of seconds from 0 to 999999999");
        }
        return new Moment.At(Math.round(seconds * 1e6));
    }

    private static int side(ObjectNode json, String name) {
        JsonNode value = field(json, name);
        if (value == null) {
            return 0;
        }
        long pixels = 0;
        if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt()) {
            pixels = value.intValue();
        } else if (value.isTextual() && WHOLE.matcher(value.textValue()).matches()) {
            pixels = Long.parseLong(value.textValue());
        }
        if (pixels < 1 || pixels > Geometry.MAX_SIDE) {
            throw refused(name, "it must be a whole number of pixels from 1 to " + Geometry.MAX_SIDE);
        }
        return (int) pixels;
    }

    private static ImageFormat format(@Nullable JsonNode value) {
        if (value == null) {
            return ImageFormat.JPEG;
        }
        ImageFormat format = value.isTextual() ? FORMATS.get(value.textValue()) : null;
        if (format == null) {
            throw refused("format", "it must be jpg, png or webp");
        }
        return format;
    }

    private static ApiException refused(String field, String why) {
        return ApiException.badInput(field, "Please provide a valid `" + field + "` in body params; " + why + ".");
    }

    private static @Nullable JsonNode field(ObjectNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
