package io.posterframe.decode;

import io.posterframe.picture.PictureException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What FFmpeg gets to see of a PNG. It unpacks embedded profiles (iCCP; PNG, third edition, 11.3.2.3) and text (zTXt,
 * 11.3.3.3) without a bound, and refuses the whole picture when it can't unpack the profile; browsers do without it. For
 * each text (tEXt, zTXt and iTXt, 11.3.3) it searches all that came before.
 */
final class PngChunks {
    private static final int FIRST_CHUNK = 8;
    private static final int LONGEST_NAME = 79;
    private static final int LARGEST = 4 << 20;
    /** A hostile file may have millions of chunks with text between them. */
    static final int MOST_PARTS = 10_000;

    private static final Set<String> TEXT = Set.of("tEXt", "zTXt", "iTXt");

    private PngChunks() {}

    /**
     * The file in parts, without text and without profiles that are damaged, larger than 4 MiB, or not the first. No part
     * is empty. The first is as long as the file when nothing was left out.
     *
     * @param png a file that begins with PNG's signature
     * @throws PictureException Undecodable, when there are more than {@link #MOST_PARTS}
     */
    static List<ByteBuffer> harmless(ByteBuffer png) {
        List<ByteBuffer> parts = new ArrayList<>();
        int from = 0;
        boolean first = true;
        long at = FIRST_CHUNK;
        while (at + 12 <= png.limit()) {
            long next = at + 12 + (png.getInt((int) at) & 0xffffffffL);
            if (next > png.limit()) {
                break;
            }
            boolean profile = type(png, at).equals("iCCP");
            boolean useless = profile && !(first && unpacks(png.slice((int) at + 8, (int) (next - at) - 12)));
            if (useless || TEXT.contains(type(png, at))) {
                add(parts, png, from, (int) at);
                from = (int) next;
            }
            first &= !profile;
            at = next;
        }
        add(parts, png, from, png.limit());
        return parts;
    }

    private static void add(List<ByteBuffer> parts, ByteBuffer png, int from, int to) {
        if (from == to) {
            return;
        }
        if (parts.size() == MOST_PARTS) {
            throw ImageFile.undecodable("this image is damaged and can't be read", "text all over a PNG");
        }
        parts.add(png.slice(from, to - from));
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
