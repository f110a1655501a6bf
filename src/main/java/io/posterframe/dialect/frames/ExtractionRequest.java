package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobApi;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a body asks for.
 *
 * @param maxWidth    in whole pixels, rounded down
 * @param startMicros empty for the file's start
 * @param endMicros   more than the start; empty for the file's end
 */
record ExtractionRequest(
        double framesPerSecond, int maxWidth, boolean thumbnails, OptionalLong startMicros, OptionalLong endMicros) {
    private static final double USUAL_RATE = 1;
    private static final double LOWEST_RATE = 0.1;
    private static final double HIGHEST_RATE = 30;

    private static final int USUAL_WIDTH = 1024;
    private static final int LEAST_WIDTH = 64;
    private static final int MOST_WIDTH = 4096;

    private static final double LATEST_SECOND = 999_999_999;
    private static final double MICROS = 1e6;

    /** Reads a body; fails with an ApiException that names the first mistake. */
    static ExtractionRequest of(byte[] body) {
        Fields fields = Fields.of(body);
        checkStrategy(fields);
        Fields uniform = fields.object("uniform_config");
        double rate = uniform.number("frames_per_second", LOWEST_RATE, HIGHEST_RATE, "a number from 0.1 to 30")
                .orElse(USUAL_RATE);
        int width = width(uniform);
        boolean thumbnails = fields.object("thumbnails_config").flag("enable_frame_thumbnails", true);
        OptionalLong start = micros(fields, "start_time_seconds");
        OptionalLong end = micros(fields, "end_time_seconds");
        if (end.isPresent() && end.getAsLong() <= start.orElse(0)) {
            throw fields.refused("end_time_seconds", "must be more than start_time_seconds");
        }
        return new ExtractionRequest(rate, width, thumbnails, start, end);
    }

    private static void checkStrategy(Fields fields) {
        JsonNode value = fields.get("strategy");
        if (value == null) {
            throw fields.refused("strategy", "is required; it must be \"uniform\"");
        }
        if (!value.isTextual() || !value.textValue().equals("uniform")) {
            throw fields.refused("strategy", "must be \"uniform\"");
        }
    }

    private static int width(Fields uniform) {
        String allowed = "a number of pixels from " + LEAST_WIDTH + " to " + MOST_WIDTH;
        double width =
                uniform.number("max_width", LEAST_WIDTH, MOST_WIDTH, allowed).orElse(USUAL_WIDTH);
        return (int) width;
    }

    private static OptionalLong micros(Fields fields, String name) {
        OptionalDouble seconds = fields.number(name, 0, LATEST_SECOND, "a number of seconds from 0 to 999999999");
        return seconds.isPresent() ? OptionalLong.of(Math.round(seconds.getAsDouble() * MICROS)) : OptionalLong.empty();
    }

    FrameOrder order(String partnerId, String fileId) {
        return new FrameOrder(
                JobApi.FRAMES, partnerId, fileId, framesPerSecond, maxWidth, thumbnails, startMicros, endMicros, null);
    }
}
