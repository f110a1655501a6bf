package io.posterframe.worker;

import io.posterframe.image.MadePicture;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;

/** A picture's file on its way to the edge, sent in parts while it is written. For one picture and one thread. */
final class EdgeOutput extends OutputStream {
    private final Wire wire;
    private final long most;
    private final byte[] part;
    private int filled;
    private long length;
    private volatile boolean ended;

    /**
     * @param part where bytes are gathered, of {@link Wire#MAX_DATA} bytes; used again by the next picture
     * @param most the largest file that is wanted, in bytes
     */
    EdgeOutput(Wire wire, byte[] part, long most) {
        this.wire = wire;
        this.part = part;
        this.most = Math.min(most, Integer.MAX_VALUE);
    }

    /** How many bytes were written so far. */
    int length() {
        return (int) length;
    }

    /** What tells the edge that all of the file has been sent. */
    Message.Picture picture(OpenMedia.Made made) {
        MadePicture picture = made.picture();
        return new Message.Picture(
                picture.format(),
                picture.width(),
                picture.height(),
                length(),
                made.waitedNanos(),
                Math.max(0, picture.decodeNanos() - made.waitedNanos()),
                picture.composeNanos(),
                picture.encodeNanos(),
                made.warm(),
                made.engine());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Throws a PictureException when the file becomes too large, and an IOException behind its end. */
    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (ended) {
            throw new IOException("the picture has ended");
        }
        length += count;
        if (length > most) {
            throw new PictureException(
                    new Failure.BadParameter("width", "the picture's file would be larger than " + most + " bytes"));
        }
        int from = offset;
        int left = count;
        while (left > 0) {
            int piece = Math.min(left, part.length - filled);
            System.arraycopy(bytes, from, part, filled, piece);
            filled += piece;
            from += piece;
            left -= piece;
            if (filled == part.length) {
                flush();
            }
        }
    }

    /** Takes and sends nothing any more: what an encoder left open may be closed during the next picture. */
    void end() {
        ended = true;
    }

    /** Sends what has been gathered. */
    @Override
    public void flush() throws IOException {
        if (!ended && filled > 0) {
            wire.write(new Message.Data(part, 0, filled));
            filled = 0;
        }
    }
}
