package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a GIF (GIF89a specification) apart into files of one frame each. A frame that was cut off counts, since what is
 * there of it can be shown.
 */
final class GifParts {
    private static final int SCREEN_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;
    private static final ByteBuffer TRAILER = ByteBuffer.wrap(new byte[] {0x3b});

    private final ByteBuffer bytes;
    private final List<Part> parts = new ArrayList<>();
    private int plays = 1;
    private int at;
    /** Where the graphic control extension of the next image is, or -1. */
    private int control = -1;

    private GifParts(ByteBuffer file) {
        this.bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    static Parts of(ByteBuffer file) {
        GifParts gif = new GifParts(file);
        try {
            gif.read();
        } catch (IndexOutOfBoundsException e) {
            // the file ends in the middle of something
        }
        return new Parts(gif.parts, gif.plays);
    }

    private void read() {
        at = SCREEN_BYTES + palette(10);
        while (parts.size() < Parts.MOST) {
            switch (bytes.get(at) & 0xff) {
                case EXTENSION -> extension();
                case IMAGE -> image();
                case 0 -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    private void extension() {
        int label = bytes.get(at + 1) & 0xff;
        int data = at + 2;
        if (label == CONTROL) {
            control = at;
        }
        at = data;
        skipBlocks();
        boolean loops =
                label == APPLICATION && bytes.get(data) == 11 && bytes.get(data + 12) == 3 && isLooping(data + 1);
        if (loops && bytes.get(data + 13) == 1) {
            // the number counts repetitions
            int again = bytes.getShort(data + 14) & 0xffff;
            plays = again == 0 ? 0 : again + 1;
        }
    }

    private boolean isLooping(int name) {
        byte[] text = new byte[11];
        bytes.get(name, text);
        String application = new String(text, StandardCharsets.ISO_8859_1);
        return application.equals("NETSCAPE2.0") || application.equals("ANIMEXTS1.0");
    }

    private void image() {
        int descriptor = at;
        int width = bytes.getShort(at + 5) & 0xffff;
        int height = bytes.getShort(at + 7) & 0xffff;
        at += 10 + palette(at + 9);
        int data = at++;
        int end = bytes.limit();
        try {
            skipBlocks();
            end = at;
        } finally {
            if (width > 0 && height > 0 && data < bytes.limit()) {
                add(descriptor, width, height, end);
            }
            control = -1;
        }
    }

    private void add(int descriptor, int width, int height, int end) {
        // as if the frame were the whole screen
        ByteBuffer screen = copy(0, SCREEN_BYTES).putShort(6, (short) width).putShort(8, (short) height);
        ByteBuffer place = copy(descriptor, 10).putShort(1, (short) 0).putShort(3, (short) 0);
        List<ByteBuffer> file = new ArrayList<>();
        file.add(screen);
        file.add(bytes.slice(SCREEN_BYTES, palette(10)));
        int disposal = 0;
        int hundredths = 0;
        if (control >= 0) {
            file.add(bytes.slice(control, 8));
            disposal = bytes.get(control + 3) >> 2 & 7;
            hundredths = bytes.getShort(control + 4) & 0xffff;
        }
        file.add(place);
        file.add(bytes.slice(descriptor + 10, end - descriptor - 10));
        file.add(TRAILER);
        parts.add(new Part(
                bytes.getShort(descriptor + 1) & 0xffff,
                bytes.getShort(descriptor + 3) & 0xffff,
                width,
                height,
                Part.shownMillis(10L * hundredths),
                true,
                switch (disposal) {
                    case 2 -> Part.Disposal.CLEAR;
                    case 3 -> Part.Disposal.RESTORE;
                    default -> Part.Disposal.KEEP;
                },
                file));
    }

    private ByteBuffer copy(int from, int length) {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of the colour table that a field of flags speaks of. */
    private int palette(int packed) {
        int flags = bytes.get(packed);
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private void skipBlocks() {
        int length = bytes.get(at++) & 0xff;
        while (length > 0) {
            at += length;
            length = bytes.get(at++) & 0xff;
        }
    }
}
