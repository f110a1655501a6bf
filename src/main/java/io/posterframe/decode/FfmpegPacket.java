package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** A packet in FFmpeg's memory. */
record FfmpegPacket(AVPacket packet) implements Packet.Data {
    @Override
    public int size() {
        return packet.size();
    }

    @Override
    public long duration() {
        return packet.duration();
    }

    @Override
    public void delete() {
        av_packet_free(packet);
    }
}
