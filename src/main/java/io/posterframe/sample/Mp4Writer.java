package io.posterframe.sample;

import io.humble.ferry.Logger;
import io.humble.video.Codec;
import io.humble.video.Coder;
import io.humble.video.Encoder;
import io.humble.video.KeyValueBag;
import io.humble.video.MediaPacket;
import io.humble.video.MediaPicture;
import io.humble.video.Muxer;
import io.humble.video.MuxerFormat;
import io.humble.video.PixelFormat;
import io.humble.video.Rational;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes pictures as H.264 into an MP4 whose index comes first. The stream says that its colours are BT.709, limited
 * range. One thread uses it, and nothing else in the process may open a codec at that time.
 */
final class Mp4Writer implements AutoCloseable {
    private static final int KEYFRAME_INTERVAL = 50;

    /** x264's own threads: they encode while the caller draws the next frame. */
    private static final int THREADS = 2;

    private final MediaPicture picture;
    private final MediaPacket packet;
    private final Encoder encoder;
    private final Muxer muxer;
    private long next;

    /**
     * Opens the file for writing.
     *
     * @throws IOException when the file can't be written
     */
    Mp4Writer(Path file, int width, int height, int framesPerSecond) throws IOException {
        for (Logger.Level level : Logger.Level.values()) {
            Logger.setGlobalIsLogging(level, false);
        }
        Rational timeBase = Rational.make(1, framesPerSecond);
        MuxerFormat format = MuxerFormat.guessFormat("mp4", null, null);
        encoder = Encoder.make(Codec.findEncodingCodecByName("libx264"));
        encoder.setWidth(width);
        encoder.setHeight(height);
        encoder.setPixelFormat(PixelFormat.Type.PIX_FMT_YUV420P);
        encoder.setTimeBase(timeBase);
        encoder.setFlag(Coder.Flag.FLAG_GLOBAL_HEADER, true);
        encoder.setProperty("threads", THREADS);
        encoder.setProperty("g", KEYFRAME_INTERVAL);
        for (String property : new String[] {"color_primaries", "color_trc", "colorspace", "color_range"}) {
            encoder.setProperty(property, 1);
        }
        encoder.open(bag("preset", "ultrafast", "crf", "21"), null);

        picture = MediaPicture.make(width, height, PixelFormat.Type.PIX_FMT_YUV420P);
        picture.setTimeBase(timeBase);
        packet = MediaPacket.make();
        muxer = Muxer.make(file.toString(), format, null);
        muxer.addNewStream(encoder);
        try {
            muxer.open(bag("movflags", "faststart"), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Adds one frame. */
    void add(Planes planes) {
        put(0, planes.luma, planes.width);
        put(1, planes.blue, planes.width / 2);
        put(2, planes.red, planes.width / 2);
        picture.setTimeStamp(next++);
        picture.setComplete(true);
        encoder.encode(packet, picture);
        if (packet.isComplete()) {
            muxer.write(packet, false);
        }
    }

    /** Writes what the encoder still holds, and the index. No frame may follow. */
    void finish() {
        do {
            encoder.encode(packet, null);
            if (packet.isComplete()) {
                muxer.write(packet, false);
            }
        } while (packet.isComplete());
        muxer.close();
    }

    /** Frees the native memory. Without {@link #finish} before it, what lies in the file is of no use. */
    @Override
    public void close() {
        packet.delete();
        picture.delete();
        encoder.delete();
        muxer.delete();
    }

    private void put(int plane, byte[] bytes, int width) {
        var data = picture.getData(plane);
        int stride = picture.getLineSize(plane);
        for (int y = 0; y * width < bytes.length; y++) {
            data.put(bytes, y * width, y * stride, width);
        }
        data.delete();
    }

    private static KeyValueBag bag(String... pairs) {
        KeyValueBag bag = KeyValueBag.make();
        for (int i = 0; i < pairs.length; i += 2) {
            bag.setValue(pairs[i], pairs[i + 1]);
        }
        return bag;
    }
}
