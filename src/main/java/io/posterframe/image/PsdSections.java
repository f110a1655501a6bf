package io.posterframe.image;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts into a Photoshop file that passes what its writer leaves out: the resolution, and the layer that makes a picture
 * with alpha transparent (Adobe Photoshop File Formats Specification, "Image Resources" 0x03ED and "Layer and Mask
 * Information").
 */
final class PsdSections extends FilterOutputStream {
    /** The header and the colour table of an RGB picture, which is empty; then the length of the resources. */
    private static final int RESOURCES = 30;

    private static final short RESOLUTION_INFO = 0x03ED;
    private static final short INCHES = 1;

    private final int density;
    private final @Nullable Pixels layer;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private int missing = RESOURCES + Integer.BYTES;
    private boolean lengthKnown;
    private volatile boolean closed;

    /**
     * @param density dots an inch, or 0 to put in nothing
     * @param layer   RGBA pixels for a layer, or null to have none
     */
    PsdSections(OutputStream out, int density, @Nullable Pixels layer) {
        super(out);
        this.density = density;
        this.layer = layer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            return;
        }
        int from = offset;
        int left = length;
        while (missing > 0 && left > 0) {
            int held = Math.min(left, missing);
            start.write(bytes, from, held);
            from += held;
            left -= held;
            missing -= held;
            if (missing == 0) {
                reached();
            }
        }
        out.write(bytes, from, left);
    }

    @Override
    public void flush() throws IOException {
        if (!closed) {
            out.flush();
        }
    }

    /**
     * Lets go of the file and of the layer, and leaves the file open. An ImageIO stream that could not write its end is
     * closed by the finalizer once more, when both may be in use for something else.
     */
    @Override
    public void close() {
        closed = true;
    }

    /** The length of the resources has come, or all of them and the empty length of the layers. */
    private void reached() throws IOException {
        byte[] bytes = start.toByteArray();
        int resources = ByteBuffer.wrap(bytes).getInt(RESOURCES);
        if (!lengthKnown) {
            lengthKnown = true;
            missing = resources + Integer.BYTES;
            return;
        }
        byte[] resolution = density == 0 ? new byte[0] : resolution();
        out.write(bytes, 0, RESOURCES);
        writeInt(resources + resolution.length);
        out.write(resolution);
        out.write(bytes, RESOURCES + Integer.BYTES, resources);
        if (layer == null) {
            writeInt(0);
        } else {
            writeLayer(layer);
        }
    }

    private byte[] resolution() {
        ByteBuffer block = ByteBuffer.allocate(28)
                .put(new byte[] {'8', 'B', 'I', 'M'})
                .putShort(RESOLUTION_INFO)
                // an empty name
                .putShort((short) 0)
                .putInt(16);
        for (int axis = 0; axis < 2; axis++) {
            // 16.16 dots an inch; both they and the size are shown in inches
            block.putInt(density << 16).putShort(INCHES).putShort(INCHES);
        }
        return block.array();
    }

    private void writeLayer(Pixels pixels) throws IOException {
        int width = pixels.width();
        int height = pixels.height();
        int channel = Short.BYTES + width * height;
        ByteBuffer record = ByteBuffer.allocate(76)
                // negative: the fourth channel of the whole picture is its transparency
                .putShort((short) -1)
                .putInt(0)
                .putInt(0)
                .putInt(height)
                .putInt(width)
                .putShort((short) 4);
        for (int id = -1; id < 3; id++) {
            record.putShort((short) id).putInt(channel);
        }
        record.put(new byte[] {'8', 'B', 'I', 'M', 'n', 'o', 'r', 'm', (byte) 255, 0, 0, 0})
                // no mask, no blending ranges, and a name
                .putInt(16)
                .putLong(0)
                .put(new byte[] {7, 'P', 'i', 'c', 't', 'u', 'r', 'e'});
        int length = record.capacity() + 4 * channel;
        writeInt(length + 2 * Integer.BYTES);
        writeInt(length);
        out.write(record.array());
        for (int at : new int[] {3, 0, 1, 2}) {
            writeChannel(pixels, at);
        }
        writeInt(0);
    }

    private void writeChannel(Pixels pixels, int at) throws IOException {
        out.write(new byte[] {0, 0});
        ByteBuffer rows = pixels.plane(0);
        byte[] row = new byte[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = rows.get(y * pixels.stride(0) + 4 * x + at);
            }
            out.write(row);
        }
    }

    private void writeInt(int value) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }
}
