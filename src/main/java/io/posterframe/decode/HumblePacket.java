package io.posterframe.decode;

import io.humble.video.MediaPacket;

/** A packet in Humble's memory. */
record HumblePacket(MediaPacket packet) implements Packet.Data {
    @Override
    public int size() {
        return packet.getSize();
    }

    @Override
    public long duration() {
        return packet.getDuration();
    }

    @Override
    public void delete() {
        packet.delete();
    }
}
