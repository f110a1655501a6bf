package io.posterframe.decode;

/** What a frame's YUV samples mean. Meaningless for RGB formats. */
public record Colour(Matrix matrix, boolean fullRange) {

    /** The matrices that lead from YUV to RGB. */
    public enum Matrix {
        BT601,
        BT709,
        BT2020,
        SMPTE240M,
        FCC;

        /** What players take when the stream says nothing: HD is BT.709, anything smaller BT.601. */
        static Matrix guess(int height) {
            return height >= 720 ? BT709 : BT601;
        }

        /** The matrix of a {@code matrix_coefficients} code (ITU-T H.273, table 4). */
        static Matrix of(int code, int height) {
            return switch (code) {
                case 1 -> BT709;
                case 4 -> FCC;
                case 5, 6 -> BT601;
                case 7 -> SMPTE240M;
                case 9, 10 -> BT2020;
                default -> guess(height);
            };
        }
    }
}
