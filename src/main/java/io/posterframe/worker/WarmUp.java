package io.posterframe.worker;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Engines;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.decode.Video;
import io.posterframe.image.PictureMaker;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Loads the native libraries and the classes on the way of a picture, so that the first real one does not wait. */
final class WarmUp {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 36;
    private static final int ROUNDS = 20;

    private WarmUp() {}

    static void run(Engines engines, PictureMaker maker) throws IOException {
        engines.load();
        for (int i = 0; i < ROUNDS; i++) {
            for (Crop crop : new Crop[] {Crop.FIT, Crop.PAD}) {
                Geometry geometry = new Geometry(32, 32, crop, SourceRectangle.WHOLE, Rgb.WHITE);
                Encoding encoding = new Encoding(ImageFormat.JPEG, 75, 0);
                PictureSpec spec = new PictureSpec(new Moment.At(0), geometry, encoding);
                maker.make(new GreyVideo(), spec, PictureConfig.DEFAULTS, OutputStream.nullOutputStream());
            }
        }
    }

    /** A video of one grey frame, made of nothing. */
    private static final class GreyVideo implements Video {
        @Override
        public long declaredDurationMicros() {
            return 1;
        }

        @Override
        public long durationMicros() {
            return 1;
        }

        @Override
        public long endMicros() {
            return 1;
        }

        @Override
        public Engine engine() {
            return Engine.FFMPEG;
        }

        @Override
        public void frames(long[] micros, FrameSink sink) {
            Frame frame = new Frame(
                    List.of(plane(WIDTH * HEIGHT), plane(WIDTH * HEIGHT / 4), plane(WIDTH * HEIGHT / 4)),
                    new int[] {WIDTH, WIDTH / 2, WIDTH / 2},
                    "yuv420p",
                    WIDTH,
                    HEIGHT,
                    new Colour(Colour.Matrix.BT709, false),
                    new Shape(0, 1, 1));
            for (int i = 0; i < micros.length; i++) {
                sink.accept(i, frame);
            }
        }

        private static ByteBuffer plane(int size) {
            return ByteBuffer.allocateDirect(size + WIDTH);
        }

        @Override
        public void close() {}
    }
}
