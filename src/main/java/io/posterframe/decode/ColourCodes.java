package io.posterframe.decode;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * What a stream says of its colours, in the code points of ITU-T H.273, which containers and codecs share; a field that
 * nobody filled is {@link #UNSPECIFIED}.
 *
 * @param primaries {@code colour_primaries}
 * @param transfer  {@code transfer_characteristics}
 * @param matrix    {@code matrix_coefficients}
 * @param range     as FFmpeg numbers it: 0 not said, 1 limited, 2 full
 */
record ColourCodes(int primaries, int transfer, int matrix, int range) {
    static final int UNSPECIFIED = 2;

    static final ColourCodes SILENT = new ColourCodes(UNSPECIFIED, UNSPECIFIED, UNSPECIFIED, 0);

    private static final int BT2020 = 9;
    private static final int BT2020_CONSTANT_LUMINANCE = 10;
    private static final int PQ = 16;
    private static final int HLG = 18;
    private static final int FULL = 2;

    ColourCodes {
        primaries = known(primaries);
        transfer = known(transfer);
        matrix = known(matrix);
    }

    /** What FFmpeg knows of a stream. */
    static ColourCodes of(AVCodecParameters stream) {
        return new ColourCodes(
                stream.color_primaries(), stream.color_trc(), stream.color_space(), stream.color_range());
    }

    /** 0 is reserved but for the matrix, where it means RGB and says nothing of YUV; libraries say -1 for no value. */
    private static int known(int code) {
        return code <= 0 ? UNSPECIFIED : code;
    }

    /** Whether the stream may be HDR for all that is known. */
    boolean mayBeHdr() {
        boolean wide = primaries == BT2020 || primaries == UNSPECIFIED && wideMatrix();
        return wide && transfer == UNSPECIFIED;
    }

    boolean saysNothing() {
        return matrix == UNSPECIFIED;
    }

    /** These codes; where they are silent, the other ones. */
    ColourCodes or(ColourCodes other) {
        return new ColourCodes(
                primaries == UNSPECIFIED ? other.primaries : primaries,
                transfer == UNSPECIFIED ? other.transfer : transfer,
                matrix == UNSPECIFIED ? other.matrix : matrix,
                range == 0 ? other.range : range);
    }

    /** @param height stored pixels, for the usual guess where the matrix isn't said */
    Colour colour(int height) {
        return new Colour(Colour.Matrix.of(matrix, height), range == FULL, space());
    }

    private ColourSpace space() {
        if (transfer == PQ) {
            return new ColourSpace.Bt2020(ColourSpace.Transfer.PQ);
        }
        if (transfer == HLG) {
            return new ColourSpace.Bt2020(ColourSpace.Transfer.HLG);
        }
        boolean wide = primaries == BT2020 || primaries == UNSPECIFIED && wideMatrix();
        return wide ? new ColourSpace.Bt2020(ColourSpace.Transfer.SDR) : ColourSpace.SRGB;
    }

    private boolean wideMatrix() {
        return matrix == BT2020 || matrix == BT2020_CONSTANT_LUMINANCE;
    }
}
