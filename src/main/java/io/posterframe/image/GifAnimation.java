package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * GIF89a, each frame with a palette of its own, written as it comes. FFmpeg's encoder makes the blocks; the delays, the
 * disposal and the loop are put in here, since its muxer's would need all times at once.
 */
final class GifAnimation implements AnimationEncoder {
    /** What the palette of a frame costs, in pixels. */
    static final long FRAME_PIXELS = 80_000;

    private static final int SCREEN_DESCRIPTOR_END = 13;
    private static final int GRAPHIC_CONTROL = 0x21f9;
    private static final int TO_BACKGROUND = 2;
    private static final int MAX_HUNDREDTHS = 65_535;

    private final int plays;
    private final Palette.Dither dither;
    private final OutputStream out;
    private @Nullable FfmpegCodec codec;
    private long frames;
    private long millis;
    private long hundredths;

    GifAnimation(int plays, Palette.Dither dither, OutputStream out) {
        this.plays = plays;
        this.dither = dither;
        this.out = out;
    }

    static PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.BGRA : PixelLayout.RGB;
    }

    @Override
    public void add(Pixels pixels, int shownMillis) throws IOException {
        AVFrame reduced = Palette.reduce(pixels, dither);
        try {
            FfmpegCodec encoder = codec;
            if (encoder == null) {
                boolean alpha = pixels.layout().alpha();
                encoder = new FfmpegCodec("gif", reduced, true, context -> {
                    if (alpha) {
                        // each frame is wiped before the next, so none may build on what the last left
                        av_opt_set(context.priv_data(), "gifflags", "-offsetting-transdiff", 0);
                    }
                });
                codec = encoder;
            }
            reduced.pts(frames);
            encoder.send(reduced);
            AVPacket packet = encoder.receive();
            if (packet == null) {
                throw new IllegalStateException("the GIF encoder gave nothing for a frame");
            }
            millis += shownMillis;
            int delay = (int) Math.min(MAX_HUNDREDTHS, millis / 10 - hundredths);
            hundredths = millis / 10;
            write(
                    NativeBytes.view(packet.data(), packet.size()),
                    delay,
                    pixels.layout().alpha());
            frames++;
        } finally {
            av_frame_free(reduced);
        }
    }

    private void write(ByteBuffer blocks, int delay, boolean alpha) throws IOException {
        if (frames == 0) {
            int flags = blocks.get(SCREEN_DESCRIPTOR_END - 3);
            int colours = (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
            int end = SCREEN_DESCRIPTOR_END + colours;
            NativeBytes.write(blocks.duplicate().limit(end), out);
            blocks.position(end);
            writeLoop();
        }
        if ((blocks.getShort(blocks.position()) & 0xffff) != GRAPHIC_CONTROL) {
            throw new IllegalStateException("the GIF encoder gave a frame without its control block");
        }
        byte[] control = new byte[8];
        blocks.get(control);
        control[4] = (byte) delay;
        control[5] = (byte) (delay >> 8);
        if (alpha) {
            control[3] = (byte) (control[3] & 0xe3 | TO_BACKGROUND << 2);
        }
        out.write(control);
        NativeBytes.write(blocks, out);
    }

    /** Netscape's extension, which counts how often it is shown again. */
    private void writeLoop() throws IOException {
        if (plays != 1) {
            int again = plays == 0 ? 0 : Math.min(65_535, plays - 1);
            out.write(new byte[] {0x21, (byte) 0xff, 11});
            out.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {3, 1, (byte) again, (byte) (again >> 8), 0});
        }
    }

    @Override
    public void finish() throws IOException {
        out.write(0x3b);
    }

    @Override
    public void close() {
        if (codec != null) {
            codec.close();
            codec = null;
        }
    }
}
