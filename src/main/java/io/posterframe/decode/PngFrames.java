package io.posterframe.decode;

import io.posterframe.still.ImageHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A still PNG. Of one that was cut off or has a broken profile, which FFmpeg refuses, what is there is shown. */
final class PngFrames implements ImageFrames {
    private static final int FIRST_CHUNK = 8;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final long maxPixels;

    PngFrames(ImageMemory memory, ImageHeader header, Shape shape, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.maxPixels = maxPixels;
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        ByteBuffer file = memory.bytes();
        int cut = cutChunk(file);
        List<ByteBuffer> parts = new ArrayList<>(PngChunks.harmless(cut < 0 ? file : file.slice(0, cut)));
        if (cut < 0 && parts.get(0).limit() == file.limit()) {
            decode(memory, sink);
            return;
        }
        if (cut >= 0) {
            parts.addAll(end(file, cut));
        }
        try (ImageMemory mended = ImageMemory.of(parts)) {
            decode(mended, sink);
        }
    }

    private void decode(ImageMemory png, Image.Sink sink) {
        new SingleFrame(png, header, shape, "png", maxPixels).first(1, sink);
    }

    /** Where the chunk begins that is not there as a whole; -1 when all are. */
    private static int cutChunk(ByteBuffer png) {
        long at = FIRST_CHUNK;
        while (at + 12 <= png.limit()) {
            if (type(png, (int) at).equals("IEND")) {
                return -1;
            }
            long next = at + 12 + (png.getInt((int) at) & 0xffffffffL);
            if (next > png.limit()) {
                break;
            }
            at = next;
        }
        return (int) at;
    }

    /** What replaces the rest of a file from a cut chunk on: pixels as far as they go, and an end. */
    private static List<ByteBuffer> end(ByteBuffer png, int cut) {
        int there = png.limit() - cut - 8;
        if (there <= 0 || !type(png, cut).equals("IDAT")) {
            return List.of(ByteBuffer.wrap(END));
        }
        ByteBuffer head =
                ByteBuffer.allocate(8).putInt(there).putInt(png.getInt(cut + 4)).flip();
        // nobody looks at the checksum
        ByteBuffer checksum = ByteBuffer.allocate(4);
        return List.of(head, png.slice(cut + 8, there), checksum, ByteBuffer.wrap(END));
    }

    static String type(ByteBuffer png, int chunk) {
        byte[] type = new byte[4];
        png.get(chunk + 4, type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }
}
