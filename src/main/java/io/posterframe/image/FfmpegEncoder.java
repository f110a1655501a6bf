package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A format whose whole file is one packet of one of FFmpeg's encoders. It is opened for one picture: sizes differ from
 * picture to picture, and opening costs little.
 */
abstract class FfmpegEncoder implements Encoder {
    private final String name;

    FfmpegEncoder(String name) {
        this.name = name;
    }

    /** Sets what is particular to the format, before the encoder is opened. */
    abstract void configure(AVCodecContext context, Encoding encoding);

    /** Writes the packet; a format may put its metadata in here. */
    void write(ByteBuffer packet, Encoding encoding, OutputStream out) throws IOException {
        NativeBytes.write(packet, out);
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        encode(pixels.frame(), pixels.layout().fullRange(), encoding, out);
    }

    final void encode(AVFrame frame, boolean fullRange, Encoding encoding, OutputStream out) throws IOException {
        try (FfmpegCodec codec = new FfmpegCodec(name, frame, fullRange, context -> configure(context, encoding))) {
            AVPacket packet = codec.encode(frame);
            write(NativeBytes.view(packet.data(), packet.size()), encoding, out);
        }
    }
}
