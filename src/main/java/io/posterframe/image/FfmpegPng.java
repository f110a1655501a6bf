package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import io.posterframe.picture.Encoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/** PNG, 8 bits a channel. */
final class FfmpegPng extends FfmpegEncoder {
    /** zlib's middle: a higher level costs three times the time for two percent of the bytes of a photograph. */
    private static final int COMPRESSION = 4;

    private static final int SIGNATURE_AND_HEADER = 33;
    private static final double INCHES_PER_METRE = 1 / 0.0254;

    FfmpegPng() {
        super("png");
    }

    @Override
    public PixelLayout layout() {
        return PixelLayout.RGB;
    }

    @Override
    void configure(AVCodecContext context, Encoding encoding) {
        context.compression_level(COMPRESSION);
        av_opt_set(context.priv_data(), "pred", "mixed", 0);
        // an aspect of 0 keeps FFmpeg from writing a pHYs chunk of its own
        context.sample_aspect_ratio().num(0).den(1);
    }

    @Override
    byte[] finish(byte[] packet, Encoding encoding) {
        if (encoding.density() == 0) {
            return packet;
        }
        int dotsPerMetre = (int) Math.round(encoding.density() * INCHES_PER_METRE);
        ByteBuffer chunk = ByteBuffer.allocate(9 + 12);
        chunk.putInt(9).put("pHYs".getBytes(StandardCharsets.US_ASCII));
        chunk.putInt(dotsPerMetre).putInt(dotsPerMetre).put((byte) 1);
        CRC32 check = new CRC32();
        check.update(chunk.array(), 4, 4 + 9);
        chunk.putInt((int) check.getValue());
        ByteBuffer result = ByteBuffer.allocate(packet.length + chunk.capacity());
        result.put(packet, 0, SIGNATURE_AND_HEADER).put(chunk.array());
        result.put(packet, SIGNATURE_AND_HEADER, packet.length - SIGNATURE_AND_HEADER);
        return result.array();
    }
}
