package io.posterframe.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SceneTest {
    private final Scene scene = new Scene(320, 180, 500, 25);

    @Test
    void writesTheTimeAtWhichAFrameAppears() {
        assertEquals("00:00:00.00", scene.timecode(0));
        assertEquals("00:00:12.48", scene.timecode(312));
        assertEquals("01:01:01.04", scene.timecode(3661 * 25 + 1));
    }

    @Test
    void drawsEachFrameDifferently() {
        long different = Stream.iterate(0, n -> n < 500, n -> n + 7)
                .map(n -> Arrays.hashCode(scene.draw(n)))
                .distinct()
                .count();
        assertEquals(72, different);
        assertNotEquals(Arrays.hashCode(scene.draw(1)), Arrays.hashCode(scene.draw(2)));
    }

    @Test
    void convertsAsBt709Says() {
        assertArrayEquals(new int[] {235, 128, 128}, converted(0xFFFFFF));
        assertArrayEquals(new int[] {16, 128, 128}, converted(0x000000));
        assertArrayEquals(new int[] {63, 102, 240}, converted(0xFF0000));
        assertArrayEquals(new int[] {173, 42, 26}, converted(0x00FF00));
        assertArrayEquals(new int[] {32, 240, 118}, converted(0x0000FF));
    }

    private static int[] converted(int rgb) {
        Planes planes = new Planes(2, 2);
        planes.set(new int[] {rgb, rgb, rgb, rgb});
        return new int[] {planes.luma[3] & 255, planes.blue[0] & 255, planes.red[0] & 255};
    }
}
