package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The embedded profile of a PNG (PNG, third edition, 11.3.2.3). FFmpeg refuses the whole picture when it can't unpack it,
 * and unpacks it without a bound; browsers do without it.
 */
final class PngProfile {
    private static final int FIRST_CHUNK = 8;
    private static final int LONGEST_NAME = 79;
    private static final int LARGEST = 4 << 20;

    private PngProfile() {}

    /** The parts of the file without profiles that are of no use: damaged, larger than 4 MiB, or not the first. */
    static List<ByteBuffer> usable(ByteBuffer png) {
        List<ByteBuffer> parts = new ArrayList<>();
        int from = 0;
        boolean first = true;
        long at = FIRST_CHUNK;
        while (at + 12 <= png.limit() && !type(png, at).equals("IDAT")) {
            long next = at + 12 + (png.getInt((int) at) & 0xffffffffL);
            if (next > png.limit()) {
                break;
            }
            if (type(png, at).equals("iCCP")) {
                if (!first || !unpacks(png.slice((int) at + 8, (int) (next - at) - 12))) {
                    parts.add(png.slice(from, (int) at - from));
                    from = (int) next;
                }
                first = false;
            }
            at = next;
        }
        parts.add(png.slice(from, png.limit() - from));
        return parts;
    }

    private static String type(ByteBuffer png, long chunk) {
        return PngFrames.type(png, (int) chunk);
    }

    /** @param chunk a name, a zero, the method 0, and zlib's data */
    private static boolean unpacks(ByteBuffer chunk) {
        int name = 0;
        while (name < chunk.limit() && chunk.get(name) != 0) {
            name++;
        }
        if (name == 0 || name > LONGEST_NAME || name + 2 > chunk.limit() || chunk.get(name + 1) != 0) {
            return false;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk.position(name + 2));
            byte[] some = new byte[8192];
            while (!inflater.finished()) {
                if (inflater.inflate(some) == 0 && !inflater.finished() || inflater.getBytesWritten() > LARGEST) {
                    return false;
                }
            }
            return true;
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }
}
