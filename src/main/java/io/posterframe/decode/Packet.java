package io.posterframe.decode;

import io.humble.video.MediaPacket;

/**
 * One compressed frame.
 *
 * @param pts presentation time in the stream's time base, or {@link Packet#UNKNOWN}
 * @param dts decoding time in the stream's time base, or {@link Packet#UNKNOWN}
 * @param key whether decoding can start here
 */
record Packet(MediaPacket data, long pts, long dts, boolean key) {
    /** FFmpeg's "no time stamp". */
    static final long UNKNOWN = Long.MIN_VALUE;

    static Packet of(MediaPacket data) {
        return new Packet(data, data.getPts(), data.getDts(), data.isKeyPacket());
    }

    boolean timed() {
        return pts != UNKNOWN;
    }
}
