package io.posterframe.clips;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** An MPEG transport stream in memory, packet by packet (ISO/IEC 13818-1). */
public final class TsPackets {
    private static final int PACKET = 188;
    /** The PID that FFmpeg gives it. */
    private static final int VIDEO = 0x100;

    private TsPackets() {}

    /** What is left of a stream without its video; its tables still promise one. */
    public static byte[] withoutVideo(byte[] stream) {
        return join(split(stream), packet -> pid(packet) != VIDEO);
    }

    /**
     * Cuts a segment in two of which the second does not begin with a keyframe: at the frame nearest to the middle behind
     * which no earlier one is shown.
     *
     * @return the two halves, each with the tables in front
     */
    public static List<byte[]> halves(byte[] segment) {
        List<byte[]> packets = split(segment);
        List<Integer> frames = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            if (beginsFrame(packets.get(i))) {
                frames.add(i);
            }
        }
        int cut = 0;
        for (int frame = 1; frame <= frames.size() / 2; frame++) {
            long before = frames.subList(0, frame).stream()
                    .mapToLong(at -> pts(packets.get(at)))
                    .max()
                    .orElseThrow();
            long behind = frames.subList(frame, frames.size()).stream()
                    .mapToLong(at -> pts(packets.get(at)))
                    .min()
                    .orElseThrow();
            cut = before < behind ? frames.get(frame) : cut;
        }
        List<byte[]> second = new ArrayList<>(packets.subList(0, frames.get(0)));
        second.addAll(packets.subList(cut, packets.size()));
        return List.of(join(packets.subList(0, cut), packet -> true), join(second, packet -> true));
    }

    /** How many frames of video begin in a stream. */
    public static int frames(byte[] stream) {
        return (int) split(stream).stream().filter(TsPackets::beginsFrame).count();
    }

    private static boolean beginsFrame(byte[] packet) {
        return pid(packet) == VIDEO && (packet[1] & 0x40) != 0;
    }

    private static int pid(byte[] packet) {
        return (packet[1] & 0x1f) << 8 | packet[2] & 0xff;
    }

    /** The presentation time in the PES header with which a packet's payload begins. */
    private static long pts(byte[] packet) {
        int pes = 4 + ((packet[3] & 0x20) == 0 ? 0 : 1 + (packet[4] & 0xff));
        int at = pes + 9;
        return (packet[at] & 0x0eL) << 29
                | (packet[at + 1] & 0xffL) << 22
                | (packet[at + 2] & 0xfeL) << 14
                | (packet[at + 3] & 0xffL) << 7
                | (packet[at + 4] & 0xfeL) >> 1;
    }

    private static List<byte[]> split(byte[] stream) {
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at < stream.length; at += PACKET) {
            packets.add(Arrays.copyOfRange(stream, at, at + PACKET));
        }
        return packets;
    }

    private static byte[] join(List<byte[]> packets, Predicate<byte[]> wanted) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        packets.stream().filter(wanted).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
