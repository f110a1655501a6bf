package io.posterframe.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Puts the resolution into a Photoshop file that passes, as the first of its image resources (Adobe Photoshop File Formats
 * Specification, "Image Resources", 0x03ED).
 */
final class PsdResolution extends FilterOutputStream {
    /** The header and the colour table of an RGB picture, which is empty; then the length of the resources. */
    private static final int RESOURCES = 30;

    private static final short RESOLUTION_INFO = 0x03ED;
    private static final int INCHES = 1;

    private final int density;
    private final ByteBuffer start = ByteBuffer.allocate(RESOURCES + 4);

    /** @param density dots an inch, or 0 to put in nothing */
    PsdResolution(OutputStream out, int density) {
        super(out);
        this.density = density;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int held = density == 0 ? 0 : Math.min(length, start.remaining());
        if (held > 0) {
            start.put(bytes, offset, held);
            if (!start.hasRemaining()) {
                writeStart();
            }
        }
        out.write(bytes, offset + held, length - held);
    }

    private void writeStart() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(28)
                .put(new byte[] {'8', 'B', 'I', 'M'})
                .putShort(RESOLUTION_INFO)
                // an empty name
                .putShort((short) 0)
                .putInt(16);
        for (int axis = 0; axis < 2; axis++) {
            // 16.16 dots an inch, shown in inches, as is the size
            block.putInt(density << 16).putShort((short) INCHES).putShort((short) INCHES);
        }
        start.putInt(RESOURCES, start.getInt(RESOURCES) + block.capacity());
        out.write(start.array());
        out.write(block.array());
    }
}
