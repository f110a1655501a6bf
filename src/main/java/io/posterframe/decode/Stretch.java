package io.posterframe.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Packets that follow each other in decoding order, starting with a keyframe, and which of them show what is wanted.
 *
 * <p>Looking at the packets before any is decoded is what makes a seek cheap: the time stamps alone tell which frame is
 * on screen at a time, so that only that frame and the ones that it rests on need be decoded.
 */
final class Stretch implements AutoCloseable {
    private final List<Packet> packets = new ArrayList<>();
    private long bytes;
    private boolean untimed;
    private long until = Long.MAX_VALUE;

    void add(Packet packet) {
        packets.add(packet);
        bytes += packet.data().size();
        untimed |= !packet.timed();
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    int size() {
        return packets.size();
    }

    Packet get(int index) {
        return packets.get(index);
    }

    long bytes() {
        return bytes;
    }

    /** Whether some packet has no presentation time, so that time stamps alone can't tell which frame is on screen. */
    boolean untimed() {
        return untimed;
    }

    /** Leaves times from this one on, at which a keyframe is shown, to another stretch. */
    void endBefore(long pts) {
        until = pts;
    }

    /** The first time that is none of this stretch's. */
    long until() {
        return until;
    }

    Packet first() {
        return packets.get(0);
    }

    /** The index of the packet on screen at a time: the last by presentation; the earliest one when all are later. */
    int onScreenAt(long pts) {
        int best = -1;
        int earliest = -1;
        for (int i = 0; i < packets.size(); i++) {
            long time = packets.get(i).pts();
            if (!packets.get(i).shown()) {
                continue;
            }
            if (time <= pts && (best < 0 || time >= packets.get(best).pts())) {
                best = i;
            }
            if (earliest < 0 || time < packets.get(earliest).pts()) {
                earliest = i;
            }
        }
        return best >= 0 ? best : Math.max(0, earliest);
    }

    /** The index of the keyframe that decoding the packet at {@code index} may start from. */
    int keyframeOf(int index) {
        long pts = packets.get(index).pts();
        for (int i = index; i > 0; i--) {
            // an earlier picture in an open GOP follows its keyframe in the file but rests on the GOP before
            if (packets.get(i).key() && packets.get(i).pts() <= pts) {
                return i;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        packets.forEach(packet -> packet.data().delete());
        packets.clear();
        until = Long.MAX_VALUE;
    }
}
