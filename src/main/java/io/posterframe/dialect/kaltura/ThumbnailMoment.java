package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;

/** Reads the moment, or the slices, of a request. */
final class ThumbnailMoment {
    private static final int UNSET = -1;
    /** Thirty years of video; keeps every time far from overflow. */
    private static final double MAX_SECONDS = 1e9;

    private ThumbnailMoment() {}

    /** The moment that is asked for; {@code geometry} decides how many slices a strip can have. */
    static Moment of(Parameters parameters, Geometry geometry) {
        double second = parameters.real(Parameter.VID_SEC, UNSET, MAX_SECONDS, UNSET);
        int slice = parameters.integer(Parameter.VID_SLICE, UNSET, Integer.MAX_VALUE, UNSET);
        int slices = parameters.integer(Parameter.VID_SLICES, UNSET, Integer.MAX_VALUE, UNSET);
        long start = Math.max(0, optionalMicros(parameters, Parameter.START_SEC));
        long end = optionalMicros(parameters, Parameter.END_SEC);
        if (slices == 0) {
            throw Parameters.bad(Parameter.VID_SLICES, "must be 1 or more");
        }
        if (end != Moment.UNSET && start > end) {
            throw Parameters.bad(Parameter.START_SEC, "must not be greater than end_sec");
        }
        String clock = parameters.text(Parameter.PROGRAM_TIME);
        if (clock != null && !clock.isEmpty()) {
            if (second > UNSET || slices != UNSET) {
                throw Parameters.bad(Parameter.PROGRAM_TIME, "can't be given together with vid_sec or vid_slices");
            }
            return new Moment.AtClock(ClockTime.micros(clock));
        }
        boolean at = second > UNSET;
        boolean strip = slices != UNSET && slice == UNSET;
        if (strip) {
            checkStrip(slices, geometry);
        }
        if (at) {
            long micros = micros(Math.max(0, second));
            return strip ? new Moment.StripOfOne(slices, micros) : new Moment.At(micros);
        }
        if (strip) {
            return new Moment.Strip(slices, start, end);
        }
        return slices == UNSET
                ? new Moment.Poster()
                : new Moment.Slice(Math.min(slice, slices - 1), slices, start, end);
    }

    /** Kaltura's limits on strips count both sides as asked for, the default size included. */
    private static void checkStrip(int slices, Geometry geometry) {
        long longer = Math.max(1, Math.max(geometry.width(), geometry.height()));
        if (slices * longer >= ImageFormat.MAX_SIDE) {
            throw Parameters.bad(
                    Parameter.VID_SLICES,
                    "is too large: vid_slices times width, and times height, must be less than "
                            + ImageFormat.MAX_SIDE);
        }
    }

    /** UNSET when not given, negative, or not a number. */
    private static long optionalMicros(Parameters parameters, Parameter parameter) {
        String value = parameters.text(parameter);
        if (value == null || !PhpNumber.leads(value)) {
            return Moment.UNSET;
        }
        double seconds = parameters.real(parameter, UNSET, MAX_SECONDS, UNSET);
        return seconds < 0 ? Moment.UNSET : micros(seconds);
    }

    private static long micros(double seconds) {
        return Math.round(seconds * 1_000_000);
    }
}
