package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Rgb;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;

class FilterGraphTest {
    @Test
    void putsAFrameThroughAChain() {
        try (Pixels pixels = new Pixels(30, 20, PixelLayout.RGB)) {
            pixels.fill(new Rgb(10, 20, 30));
            AVFrame turned = FilterGraph.apply("transpose=clock,negate", pixels.frame());
            try {
                assertEquals(20, turned.width());
                assertEquals(30, turned.height());
                assertEquals(245, turned.data(0).get(0) & 255);
            } finally {
                avutil.av_frame_free(turned);
            }
        }
    }

    @Test
    void saysWhichChainIsWrong() {
        try (Pixels pixels = new Pixels(30, 20, PixelLayout.RGB)) {
            assertThrows(IllegalStateException.class, () -> FilterGraph.apply("nosuchfilter", pixels.frame()));
        }
    }
}
