package io.posterframe.decode;

/**
 * One compressed frame.
 *
 * @param pts   presentation time in the stream's time base, or {@link Packet#UNKNOWN}
 * @param dts   decoding time in the stream's time base, or {@link Packet#UNKNOWN}
 * @param key   whether decoding can start here
 * @param shown whether it is ever on screen; what an edit list cuts off is only decoded, for others rest on it
 */
record Packet(Data data, long pts, long dts, boolean key, boolean shown) {
    /** FFmpeg's "no time stamp". */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** The bytes, in an engine's own memory. */
    interface Data {
        int size();

        /** Ticks that it is on screen, 0 for unknown. */
        long duration();

        /** Gives the memory back; not to be used afterwards. */
        void delete();
    }

    boolean timed() {
        return pts != UNKNOWN;
    }
}
