package io.posterframe.admin;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines, and holds no more of it than one line may have. For one thread. */
final class Lines {
    /**
     * A line without its end.
     *
     * @param number  counted from 1
     * @param text    empty for a line that is too long
     * @param tooLong whether it has more bytes than a line may have
     */
    record Line(long number, byte[] text, boolean tooLong) {}

    private static final byte[] NONE = {};

    private final Consumer<Line> lines;
    private final byte[] begun;
    private int length;
    private boolean tooLong;
    private long number = 1;

    /** @param max the most bytes of a line */
    Lines(int max, Consumer<Line> lines) {
        this.lines = lines;
        this.begun = new byte[max];
    }

    void take(Buffer piece) {
        byte[] bytes = piece.getBytes();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                add(bytes, from, i);
                line();
                from = i + 1;
            }
        }
        add(bytes, from, bytes.length);
    }

    /** What stands behind the last line's end is a line too. */
    void end() {
        if (length > 0 || tooLong) {
            line();
        }
    }

    private void add(byte[] bytes, int from, int to) {
        tooLong |= to - from > begun.length - length;
        if (!tooLong) {
            System.arraycopy(bytes, from, begun, length, to - from);
            length += to - from;
        }
    }

    private void line() {
        int end = length > 0 && begun[length - 1] == '\r' ? length - 1 : length;
        lines.accept(new Line(number++, tooLong ? NONE : Arrays.copyOf(begun, end), tooLong));
        length = 0;
        tooLong = false;
    }
}
