package io.posterframe.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;

/** Bytes in native memory on their way out, through a small array: files are large and the heap is not. */
final class NativeBytes {
    private static final int PIECE = 1 << 16;

    private NativeBytes() {}

    /** The first bytes that a pointer points at; valid as long as they are; most formats are big-endian. */
    static ByteBuffer view(BytePointer bytes, long length) {
        return new BytePointer(bytes).capacity(length).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /** Writes what remains of a buffer. */
    static void write(ByteBuffer bytes, OutputStream out) throws IOException {
        byte[] piece = new byte[Math.min(PIECE, bytes.remaining())];
        while (bytes.hasRemaining()) {
            int length = Math.min(piece.length, bytes.remaining());
            bytes.get(piece, 0, length);
            out.write(piece, 0, length);
        }
    }
}
