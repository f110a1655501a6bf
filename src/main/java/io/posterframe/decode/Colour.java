package io.posterframe.decode;

/**
 * What a frame's samples mean.
 *
 * @param matrix    leads from YUV to RGB; meaningless for RGB formats
 * @param fullRange whether black is 0; meaningless for RGB formats
 * @param space     what the RGB values mean
 * @param chroma    where halved chroma lies; meaningless for other formats
 */
public record Colour(Matrix matrix, boolean fullRange, ColourSpace space, Chroma chroma) {

    /** Where the chroma sample of two neighbours in a row lies; vertically it is always between the rows. */
    public enum Chroma {
        /** On the left one, as in MPEG video from MPEG-2 on. */
        LEFT,
        /** Between them, as in JPEG and WebP. */
        CENTRE
    }

    public Colour(Matrix matrix, boolean fullRange) {
        this(matrix, fullRange, ColourSpace.SRGB);
    }

    public Colour(Matrix matrix, boolean fullRange, ColourSpace space) {
        this(matrix, fullRange, space, Chroma.LEFT);
    }

    /** The same samples whose RGB values mean something else. */
    Colour in(ColourSpace other) {
        return new Colour(matrix, fullRange, other, chroma);
    }

    /** The same samples with their chroma elsewhere. */
    Colour at(Chroma place) {
        return new Colour(matrix, fullRange, space, place);
    }

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
