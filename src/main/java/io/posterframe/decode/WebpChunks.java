package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP file (RFC 9649). FFmpeg's decoder knows neither ANMF nor ICCP. */
final class WebpChunks {
    private static final int FIRST_CHUNK = 12;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final int ALPHA = 0x10;

    private final ByteBuffer bytes;

    /** @param data little-endian */
    private record Chunk(String type, ByteBuffer data) {}

    WebpChunks(ByteBuffer file) {
        this.bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The embedded profile, or null. */
    byte @Nullable [] profile() {
        Chunk chunk = find("ICCP");
        if (chunk == null) {
            return null;
        }
        byte[] icc = new byte[chunk.data.limit()];
        chunk.data.get(0, icc);
        return icc;
    }

    /** The frames of an animation; none of a still picture. */
    Parts parts() {
        List<Part> parts = new ArrayList<>();
        Chunk animation = find("ANIM");
        if (animation == null || animation.data.limit() < 6) {
            return new Parts(parts, 1);
        }
        for (Chunk chunk : chunks(bytes, FIRST_CHUNK)) {
            if (parts.size() < Parts.MOST && chunk.type.equals("ANMF") && chunk.data.limit() > FRAME_HEADER_BYTES) {
                parts.add(part(chunk.data));
            }
        }
        return new Parts(parts, animation.data.getShort(4) & 0xffff);
    }

    private static Part part(ByteBuffer frame) {
        int width = 1 + int24(frame, 6);
        int height = 1 + int24(frame, 9);
        int flags = frame.get(15);
        return new Part(
                2 * int24(frame, 0),
                2 * int24(frame, 3),
                width,
                height,
                Part.shownMillis(int24(frame, 12)),
                (flags & 2) == 0,
                (flags & 1) == 0 ? Part.Disposal.KEEP : Part.Disposal.CLEAR,
                file(width, height, frame.slice(FRAME_HEADER_BYTES, frame.limit() - FRAME_HEADER_BYTES)));
    }

    /** A still file around the chunks of a frame. */
    private static List<ByteBuffer> file(int width, int height, ByteBuffer chunks) {
        boolean alpha = chunks(chunks.duplicate().order(ByteOrder.LITTLE_ENDIAN), 0).stream()
                .anyMatch(chunk -> chunk.type.equals("ALPH"));
        ByteBuffer header = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF"))
                .putInt(22 + chunks.limit())
                .put(ascii("WEBPVP8X"))
                .putInt(10);
        header.putInt(alpha ? ALPHA : 0);
        putInt24(header, width - 1);
        putInt24(header, height - 1);
        return List.of(header.flip(), chunks);
    }

    private @Nullable Chunk find(String type) {
        for (Chunk chunk : chunks(bytes, FIRST_CHUNK)) {
            if (chunk.type.equals(type)) {
                return chunk;
            }
        }
        return null;
    }

    /** Chunks one behind the other; the last one as far as it is there. */
    private static List<Chunk> chunks(ByteBuffer bytes, int from) {
        if (bytes.limit() < from) {
            return List.of();
        }
        List<Chunk> chunks = new ArrayList<>();
        long at = from;
        while (at + 8 <= bytes.limit() && chunks.size() < 2 * Parts.MOST) {
            byte[] type = new byte[4];
            bytes.get((int) at, type);
            long length = bytes.getInt((int) at + 4) & 0xffffffffL;
            int there = (int) Math.min(length, bytes.limit() - at - 8);
            ByteBuffer data = bytes.slice((int) at + 8, there).order(ByteOrder.LITTLE_ENDIAN);
            chunks.add(new Chunk(new String(type, StandardCharsets.ISO_8859_1), data));
            at += 8 + length + (length & 1);
        }
        return List.copyOf(chunks);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int int24(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff | (bytes.get(at + 2) & 0xff) << 16;
    }

    private static void putInt24(ByteBuffer bytes, int value) {
        bytes.putShort((short) value).put((byte) (value >> 16));
    }
}
