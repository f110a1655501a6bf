package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP with a BITMAPINFOHEADER, 24 bits, rows from the bottom up; nothing to compress, so nothing is held. */
final class Bmp implements Encoder {
    private static final int HEADERS = 54;
    private static final double METRES_PER_INCH = 0.0254;

    @Override
    public PixelLayout layout(boolean alpha) {
        return PixelLayout.BGR;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        int width = pixels.width();
        int height = pixels.height();
        byte[] row = new byte[(3 * width + 3) / 4 * 4];
        int dots = (int) Math.round(encoding.density() / METRES_PER_INCH);
        out.write(ByteBuffer.allocate(HEADERS)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(HEADERS + row.length * height)
                .putInt(0)
                .putInt(HEADERS)
                // the BITMAPINFOHEADER
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .putInt(0)
                .putInt(row.length * height)
                .putInt(dots)
                .putInt(dots)
                .array());
        ByteBuffer rows = pixels.plane(0);
        for (int y = height - 1; y >= 0; y--) {
            rows.get(y * pixels.stride(0), row, 0, 3 * width);
            out.write(row);
        }
    }
}
