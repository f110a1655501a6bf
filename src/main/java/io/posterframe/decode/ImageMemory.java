package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.javacpp.BytePointer;

/** A file in native memory, with the padding behind it that FFmpeg's decoders read into. */
final class ImageMemory implements MediaBytes, AutoCloseable {
    private static final int STEP = 256 << 10;
    /** Parts of a hostile file may overlap, and so be more than the file. */
    private static final long MOST_PARTS = 1L << 28;
    /** Room for an end that a file was cut off from. */
    private static final int MOST_TAIL = 16;

    private static final int SPARE = MOST_TAIL + AV_INPUT_BUFFER_PADDING_SIZE;

    private final AVBufferRef memory;
    private final ByteBuffer bytes;

    private ImageMemory(int capacity) {
        memory = Ffmpeg.allocated(av_buffer_alloc(capacity + (long) SPARE));
        bytes = new BytePointer(memory.data()).capacity(capacity + (long) SPARE).asByteBuffer();
    }

    /** Reads a whole file, which may have {@code most} bytes. */
    static ImageMemory read(MediaBytes from, long most) {
        long size = from.size();
        if (size > most) {
            throw new PictureException(new Failure.Undecodable(
                    "the image file is larger than the " + most + " bytes that are allowed", size + " bytes"));
        }
        from.expect(0, size);
        ImageMemory whole = new ImageMemory((int) size);
        try {
            byte[] part = new byte[(int) Math.max(1, Math.min(STEP, size))];
            int at = 0;
            while (at < size) {
                int count = from.read(at, part, (int) Math.min(part.length, size - at));
                if (count <= 0) {
                    break;
                }
                whole.bytes.put(at, part, 0, count);
                at += count;
            }
            whole.end(at);
            return whole;
        } catch (RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    /** A file made of these parts. */
    static ImageMemory of(List<ByteBuffer> parts) {
        long size = parts.stream().mapToLong(ByteBuffer::remaining).sum();
        if (size > MOST_PARTS) {
            throw new PictureException(
                    new Failure.Undecodable("this image is damaged and can't be read", size + " bytes"));
        }
        ImageMemory whole = new ImageMemory((int) size);
        int at = 0;
        for (ByteBuffer part : parts) {
            whole.bytes.put(at, part, part.position(), part.remaining());
            at += part.remaining();
        }
        whole.end(at);
        return whole;
    }

    private void end(int size) {
        bytes.put(size, new byte[SPARE]);
        bytes.limit(size);
    }

    /** The file, from position 0 to its limit; not to be used after {@link #close}. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /**
     * Decodes the whole file as one packet.
     *
     * @param tail bytes that follow the file, {@link #MOST_TAIL} at most
     * @return whether the decoder has a frame
     */
    boolean decode(FfmpegDecoder decoder, byte... tail) {
        int size = bytes.limit();
        bytes.duplicate().limit(size + tail.length).put(size, tail);
        AVPacket packet = Ffmpeg.allocated(av_packet_alloc());
        try {
            packet.buf(Ffmpeg.allocated(av_buffer_ref(memory)));
            packet.data(memory.data()).size(size + tail.length).flags(AV_PKT_FLAG_KEY);
            return decoder.decode(packet) || decoder.decode(null);
        } finally {
            av_packet_free(packet);
        }
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public int read(long position, byte[] into, int length) {
        if (position >= bytes.limit()) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.limit() - position);
        bytes.get((int) position, into, 0, count);
        return count;
    }

    @Override
    public void expect(long from, long to) {}

    @Override
    public void close() {
        av_buffer_unref(memory);
    }
}
