package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Animated WebP. libwebp's animation encoder keeps the encoded frames in native memory until the end, for the file begins
 * with its length. It knows neither how often the animation plays nor how long the last frame is shown: both are put into
 * the finished file (RFC 9649, section 2.7.1).
 */
final class WebpAnimation implements AnimationEncoder {
    /** It compares frames as RGB, so YUV would be converted twice. */
    static final PixelLayout LAYOUT = PixelLayout.BGRA;

    /** What a frame costs beside its pixels, in pixels. */
    static final long FRAME_PIXELS = 8_000;

    private static final int ANIM = fourCc("ANIM");
    private static final int ANMF = fourCc("ANMF");
    private static final int FIRST_CHUNK = 12;

    private final Encoding encoding;
    private final int plays;
    private final OutputStream out;
    private @Nullable FfmpegCodec codec;
    private long millis;

    WebpAnimation(Encoding encoding, int plays, OutputStream out) {
        this.encoding = encoding;
        this.plays = plays;
        this.out = out;
    }

    @Override
    public void add(Pixels pixels, int shownMillis) {
        FfmpegCodec encoder = codec;
        if (encoder == null) {
            encoder = new FfmpegCodec(
                    "libwebp_anim", pixels.frame(), true, context -> FfmpegWebp.setQuality(context, encoding));
            codec = encoder;
        }
        // the encoder may hold on to the frame, which is the caller's
        AVFrame frame = av_frame_clone(pixels.frame());
        try {
            frame.pts(millis);
            encoder.send(frame);
        } finally {
            av_frame_free(frame);
        }
        millis += shownMillis;
    }

    @Override
    public void finish() throws IOException {
        FfmpegCodec encoder = codec;
        if (encoder == null) {
            throw new IllegalStateException("an animation has at least one frame");
        }
        encoder.send(null);
        AVPacket packet = encoder.receive();
        if (packet == null) {
            throw new IllegalStateException("the WebP encoder gave no file");
        }
        ByteBuffer file = NativeBytes.view(packet.data(), packet.size()).order(ByteOrder.LITTLE_ENDIAN);
        amend(file);
        NativeBytes.write(file, out);
    }

    private void amend(ByteBuffer file) {
        long before = 0;
        int last = -1;
        for (int at = FIRST_CHUNK; at + 8 <= file.limit(); at += 8 + (file.getInt(at + 4) + 1 & ~1)) {
            int chunk = file.getInt(at);
            if (chunk == ANIM) {
                file.putShort(at + 12, (short) Math.min(65_535, plays));
            } else if (chunk == ANMF) {
                before += last < 0 ? 0 : duration(file, last);
                last = at;
            }
        }
        if (last >= 0) {
            int at = last + 20;
            int flags = file.get(at + 3);
            file.putInt(at, (int) Math.min(0xffffff, Math.max(0, millis - before)) | flags << 24);
        }
    }

    /** How long a frame is shown: 24 bits behind its place and size. */
    private static int duration(ByteBuffer file, int chunk) {
        return file.getInt(chunk + 20) & 0xffffff;
    }

    private static int fourCc(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }

    @Override
    public void close() {
        if (codec != null) {
            codec.close();
            codec = null;
        }
    }
}
