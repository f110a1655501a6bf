package io.posterframe.image;

import io.posterframe.picture.ImageFormat;
import java.io.IOException;
import java.util.function.Supplier;

/** Tells composing and encoding, which run inside of decoding, from what is left: decoding. */
final class Stopwatch {
    private final long start = System.nanoTime();
    private long composing;
    private long encoding;

    /** Writes something. */
    @FunctionalInterface
    interface Encoding {
        void run() throws IOException;
    }

    void compose(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        composing += System.nanoTime() - begun;
    }

    <T> T composed(Supplier<T> work) {
        long begun = System.nanoTime();
        T result = work.get();
        composing += System.nanoTime() - begun;
        return result;
    }

    void encode(Encoding work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        encoding += System.nanoTime() - begun;
    }

    MadePicture made(ImageFormat format, int width, int height) {
        long decoding = System.nanoTime() - start - composing - encoding;
        return new MadePicture(format, width, height, decoding, composing, encoding);
    }
}
