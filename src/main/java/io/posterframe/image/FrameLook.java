package io.posterframe.image;

import java.nio.ByteBuffer;

/**
 * What a small copy of a frame tells of its worth as a poster.
 *
 * @param bright    the luma that 3 of 100 pixels exceed, 0 to 255
 * @param spread    from the luma that 3 of 100 pixels stay under to {@code bright}
 * @param sharpness the variance of the Laplacian against that of luma: how much of what is to be seen are edges
 */
record FrameLook(int bright, int spread, double sharpness) {
    /** The longest side of the copy: blur has to be seen in it, noise and grain not. */
    static final int WIDTH = 256;

    private static final int NEARLY_BLACK = 56;
    private static final int NEARLY_FLAT = 32;
    /** More than any blurred picture has, and less than most that are sharp. */
    private static final double SURELY_SHARP = 0.08;

    private static final double TAIL = 0.03;

    /** @param small in a layout whose first plane is luma of full range */
    static FrameLook of(Pixels small) {
        int width = small.width();
        int height = small.height();
        int stride = small.stride(0);
        ByteBuffer luma = small.plane(0);
        int[] histogram = new int[256];
        double sum = 0;
        double squares = 0;
        double edges = 0;
        double edgeSquares = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * stride + x;
                int value = luma.get(at) & 255;
                histogram[value]++;
                sum += value;
                squares += value * value;
                if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
                    int edge = 4 * value
                            - (luma.get(at - 1) & 255)
                            - (luma.get(at + 1) & 255)
                            - (luma.get(at - stride) & 255)
                            - (luma.get(at + stride) & 255);
                    edges += edge;
                    edgeSquares += edge * edge;
                }
            }
        }
        double count = (double) width * height;
        double variance = squares / count - sum / count * (sum / count);
        double inner = Math.max(1, (width - 2.0) * (height - 2.0));
        double edgeVariance = edgeSquares / inner - edges / inner * (edges / inner);
        int bright = percentile(histogram, (1 - TAIL) * count);
        return new FrameLook(bright, bright - percentile(histogram, TAIL * count), edgeVariance / (variance + 1));
    }

    private static int percentile(int[] histogram, double count) {
        double seen = 0;
        for (int value = 0; value < 255; value++) {
            seen += histogram[value];
            if (seen >= count) {
                return value;
            }
        }
        return 255;
    }

    private boolean shows() {
        return bright >= NEARLY_BLACK && spread >= NEARLY_FLAT;
    }

    boolean surelyGood() {
        return shows() && sharpness >= SURELY_SHARP;
    }

    /** A number to compare frames by: any that shows something is worth more than twice of any that doesn't. */
    double worth() {
        return shows() ? 1 + sharpness * 1000 : spread / 1000.0;
    }
}
