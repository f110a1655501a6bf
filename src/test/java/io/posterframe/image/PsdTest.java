package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PsdTest {
    /** A file that has become too large, as the worker's is. */
    private static final class Full extends OutputStream {
        private final AtomicInteger late = new AtomicInteger();
        private volatile boolean over;

        @Override
        public void write(int b) throws IOException {
            touched();
            throw new IOException("full");
        }

        @Override
        public void flush() {
            touched();
        }

        private void touched() {
            if (over) {
                late.incrementAndGet();
            }
        }
    }

    @Test
    void aFileThatFailedIsNotTouchedLater() {
        Full file = new Full();
        encode(file);
        file.over = true;
        for (int i = 0; i < 3; i++) {
            System.gc();
            System.runFinalization();
        }
        assertEquals(0, file.late.get());
    }

    private static void encode(OutputStream file) {
        try (Pixels pixels = new Swatch(33, 21, true).pixels(PixelLayout.RGBA)) {
            assertThrows(IOException.class, () -> new Psd().encode(pixels, new Encoding(ImageFormat.PSD, 0, 0), file));
        }
    }
}
