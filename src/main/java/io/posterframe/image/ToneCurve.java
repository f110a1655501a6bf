package io.posterframe.image;

import io.posterframe.decode.ColourSpace.Transfer;

/**
 * How values of one of BT.2020's curves become the light that an SDR display shall show. Light is counted in SDR's
 * whites of 203 cd/m² (ITU-R BT.2408).
 */
enum ToneCurve {
    /** As on an sRGB display, so that a grey has the same value as in BT.709 video. */
    SDR(ToneCurve.OUTSIDE) {
        @Override
        double light(double value) {
            return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }

        @Override
        double gain(double light) {
            return 1;
        }
    },
    /** SMPTE ST 2084. */
    PQ(ToneCurve.OUTSIDE * 10_000 / ToneCurve.WHITE) {
        @Override
        double light(double value) {
            return fromPq(value) / WHITE;
        }
    },
    /** ARIB STD-B67 on a display of 1000 cd/m² (ITU-R BT.2100). */
    HLG(ToneCurve.OUTSIDE * ToneCurve.PEAK / ToneCurve.WHITE) {
        @Override
        double light(double value) {
            return value <= 0.5 ? value * value / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
        }

        @Override
        double system(double luminance) {
            return PEAK / WHITE * Math.pow(luminance, 0.2);
        }
    };

    private static final double WHITE = 203;
    /** What nearly all HDR pictures are made for; brighter light is shown as this one. */
    private static final double PEAK = 1000;
    /** How much brighter than white a channel of BT.709 can be for a colour of BT.2020. */
    private static final double OUTSIDE = 1.67;

    private final double brightest;

    ToneCurve(double brightest) {
        this.brightest = brightest;
    }

    static ToneCurve of(Transfer transfer) {
        return switch (transfer) {
            case SDR -> SDR;
            case PQ -> PQ;
            case HLG -> HLG;
        };
    }

    /** The brightest light that a channel of BT.709 can have. */
    double brightest() {
        return brightest;
    }

    /** The light of a value of 0 to 1; HLG's is the light of the scene as a share of its peak. */
    abstract double light(double value);

    /** What the scene's light, of a luminance from 0 to 1, is multiplied by to become the display's. */
    double system(double luminance) {
        return 1;
    }

    /** What HDR light is multiplied by: 1 up to a knee, then less and less (ITU-R BT.2390, 5.4.1: the EETF). The result is 1 at the most. */
    double gain(double light) {
        if (light <= 0) {
            return 1;
        }
        double top = toPq(PEAK);
        double white = toPq(WHITE) / top;
        double knee = 1.5 * white - 0.5;
        double from = Math.min(1, toPq(light * WHITE) / top);
        if (from < knee) {
            return 1;
        }
        double t = (from - knee) / (1 - knee);
        double to = (2 * t * t * t - 3 * t * t + 1) * knee
                + (t * t * t - 2 * t * t + t) * (1 - knee)
                + (3 * t * t - 2 * t * t * t) * white;
        return fromPq(to * top) / WHITE / light;
    }

    /** The cd/m² of a value of ST 2084. */
    private static double fromPq(double value) {
        double power = Math.pow(value, 1 / 78.84375);
        return 10_000 * Math.pow(Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power), 1 / 0.1593017578125);
    }

    private static double toPq(double luminance) {
        double power = Math.pow(luminance / 10_000, 0.1593017578125);
        return Math.pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375);
    }
}
