package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import io.posterframe.still.ImageHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Plays an animated PNG: FFmpeg draws its parts on the canvas itself. */
final class ApngFrames implements ImageFrames {
    /** What browsers give a frame that asks for no time at all: 100 ms. */
    private static final Map<String, String> OPTIONS = Map.of("default_fps", "10");

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final ApngControl control;
    private final long maxPixels;

    ApngFrames(ImageMemory memory, ImageHeader header, Shape shape, ApngControl control, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.control = control;
        this.maxPixels = maxPixels;
    }

    @Override
    public int frames() {
        return Math.min(control.frames(), Parts.MOST);
    }

    @Override
    public int plays() {
        return control.plays();
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        play(1, sink);
    }

    @Override
    public void all(Image.Sink sink) {
        play(frames(), sink);
    }

    private void play(int most, Image.Sink sink) {
        List<ByteBuffer> parts = PngChunks.harmless(memory.bytes());
        if (parts.get(0).limit() == memory.size()) {
            play(memory, most, sink);
            return;
        }
        try (ImageMemory mended = ImageMemory.of(parts)) {
            play(mended, most, sink);
        }
    }

    private void play(ImageMemory png, int most, Image.Sink sink) {
        int shown = 0;
        AVPacket packet = Ffmpeg.allocated(av_packet_alloc());
        try (FfmpegContainer container = new FfmpegContainer(png, "apng", OPTIONS)) {
            AVStream stream = container.stream(0);
            try (FfmpegDecoder decoder = new FfmpegDecoder("apng", stream.codecpar(), maxPixels, 0)) {
                while (shown < most && container.read(packet) && decoder.decode(packet)) {
                    double seconds = packet.duration()
                            * (double) stream.time_base().num()
                            / stream.time_base().den();
                    sink.accept(
                            FfmpegFrames.describe(decoder.frame(), header.width(), header.height(), shape),
                            Part.shownMillis(Math.round(1000 * seconds)));
                    shown++;
                }
            }
        } finally {
            av_packet_free(packet);
        }
        if (shown == 0) {
            throw ImageFile.undecodable("this image is damaged and can't be decoded", "apng");
        }
    }
}
