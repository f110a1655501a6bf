package io.posterframe.clips;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * An encoded stream, in decoding order, not yet in a container.
 *
 * @param parameters    what a muxer needs to know of it; native memory that lives as long as the process
 * @param ticksPerSecond the unit of the packets' times
 */
record Encoded(AVCodecParameters parameters, int ticksPerSecond, List<Packet> packets) {

    record Packet(byte[] data, long pts, long dts, long duration, boolean key) {}
}
