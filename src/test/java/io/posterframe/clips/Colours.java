package io.posterframe.clips;

/** How a clip turns RGB into YUV, and what it says about that; the numbers are those of ITU-T H.273. */
public enum Colours {
    /** Says nothing; made as SD video is, with BT.601 and limited range. */
    UNTAGGED(0.299, 0.114, false, 2, 2, 2, 0),
    BT601(0.299, 0.114, false, 6, 6, 6, 1),
    BT709(0.2126, 0.0722, false, 1, 1, 1, 1),
    BT709_FULL_RANGE(0.2126, 0.0722, true, 1, 1, 1, 2),
    /** Says nothing; made as HD video is, with BT.709 and limited range. */
    UNTAGGED_HD(0.2126, 0.0722, false, 2, 2, 2, 0),
    SMPTE240M(0.212, 0.087, false, 7, 7, 7, 1),
    /** BT.2020 matrix (not constant luminance) and primaries with the curve of BT.2020, not HDR. */
    BT2020(0.2627, 0.0593, false, 9, 14, 9, 1),
    /** BT.2020 with the curve of SMPTE ST 2084; white is at 203 cd/m². */
    PQ(0.2627, 0.0593, false, 9, 16, 9, 1),
    /** BT.2020 with the curve of ARIB STD-B67; white is at 203 cd/m² of a display of 1000. */
    HLG(0.2627, 0.0593, false, 9, 18, 9, 1);

    final double redWeight;
    final double blueWeight;
    final boolean fullRange;
    final int primaries;
    final int transfer;
    final int matrix;
    /** As FFmpeg numbers it: 0 not said, 1 limited, 2 full. */
    final int range;

    Colours(
            double redWeight,
            double blueWeight,
            boolean fullRange,
            int primaries,
            int transfer,
            int matrix,
            int range) {
        this.redWeight = redWeight;
        this.blueWeight = blueWeight;
        this.fullRange = fullRange;
        this.primaries = primaries;
        this.transfer = transfer;
        this.matrix = matrix;
        this.range = range;
    }
}
