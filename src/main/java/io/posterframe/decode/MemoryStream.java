package io.posterframe.decode;

import javax.imageio.stream.ImageInputStreamImpl;

/** A file in memory as the JDK's readers want it. Closing it leaves the memory alone. */
final class MemoryStream extends ImageInputStreamImpl {
    private final MediaBytes bytes;
    private final byte[] one = new byte[1];

    MemoryStream(MediaBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        byte[] part = offset == 0 ? into : new byte[Math.min(length, 1 << 16)];
        int count = length == 0 ? 0 : bytes.read(streamPos, part, Math.min(length, part.length));
        if (count > 0) {
            if (offset > 0) {
                System.arraycopy(part, 0, into, offset, count);
            }
            streamPos += count;
        }
        return count;
    }

    @Override
    public long length() {
        return bytes.size();
    }
}
