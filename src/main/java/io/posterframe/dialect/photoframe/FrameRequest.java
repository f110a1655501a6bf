package io.posterframe.dialect.photoframe;

import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call for a frame, understood.
 *
 * @param source of what
 * @param micros the moment, 0 or more
 * @param width  the frame fits in it, 1 to 10000
 * @param height the frame fits in it, 1 to 10000
 */
record FrameRequest(Source source, long micros, int width, int height) {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})[xX]([0-9]{1,5})");
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_NAME = 255;

    /** What the frame is taken of. */
    sealed interface Source {}

    /** A photo, which is an entry; without what is secret in texts. */
    record Photo(String id, String token) implements Source {
        @Override
        public String toString() {
            return "Photo[" + id + "]";
        }
    }

    /** A file that was uploaded or is being uploaded. */
    record Uploaded(String token, @Nullable String identifier, @Nullable String fileName) implements Source {
        @Override
        public String toString() {
            return "Uploaded[]";
        }
    }

    /** @throws ApiException invalid_input, or token_required on a site that isn't public */
    static FrameRequest of(Parameters parameters, PhotoConfig config) {
        Source source = source(parameters, config);
        String size = parameters.text("size");
        int width = config.defaultWidth();
        int height = config.defaultHeight();
        if (size != null) {
            Matcher sides = SIZE.matcher(size);
            boolean fits = sides.matches();
            width = fits ? Integer.parseInt(sides.group(1)) : 0;
            height = fits ? Integer.parseInt(sides.group(2)) : 0;
        }
        if (Math.min(width, height) < 1 || Math.max(width, height) > Geometry.MAX_SIDE) {
            throw ApiException.badInput("size", "must be width x height, 1 to " + Geometry.MAX_SIDE + ", as in 160x90");
        }
        return new FrameRequest(source, micros(parameters), width, height);
    }

    private static Source source(Parameters parameters, PhotoConfig config) {
        String id = parameters.text("photo_id", LONGEST_ID);
        String token = parameters.text("token", LONGEST_ID);
        String upload = parameters.text("upload_token", LONGEST_ID);
        if (upload != null && (id != null || token != null)) {
            throw ApiException.badInput("upload_token", "can't be given beside photo_id and token");
        }
        if (upload != null) {
            return new Uploaded(
                    upload,
                    parameters.text("resumableIdentifier", LONGEST_NAME),
                    parameters.text("filename", LONGEST_NAME));
        }
        if (id != null && token != null) {
            return new Photo(id, token);
        }
        if (!config.publicSite()) {
            throw ApiException.denied(ApiError.TOKEN_REQUIRED);
        }
        throw id != null
                ? ApiException.badInput("token", "is required with photo_id")
                : ApiException.badInput("photo_id", "and token are required, or upload_token");
    }

    private static long micros(Parameters parameters) {
        String time = parameters.text("time");
        if (time == null || !SECONDS.matcher(time).matches()) {
            throw ApiException.badInput(
                    "time", time == null ? "is required: seconds, as in 40.2" : "must be seconds, as in 40.2");
        }
        return new BigDecimal(time)
                .movePointRight(6)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The whole frame, as large as fits. */
    Geometry geometry() {
        return new Geometry(width, height, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE);
    }
}
