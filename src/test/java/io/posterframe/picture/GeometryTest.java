package io.posterframe.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.BadParameter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
    private static Geometry geometry(int width, int height, Crop crop, SourceRectangle rectangle) {
        return new Geometry(width, height, crop, rectangle, Rgb.WHITE);
    }

    private static Layout layout(int width, int height, Crop crop) {
        return geometry(width, height, crop, SourceRectangle.WHOLE).layout(1280, 720);
    }

    @Test
    void fitRoundsHalvesUp() {
        assertEquals(new Layout(0, 0, 1280, 720, 200, 113, 0, 0, 200, 113), layout(200, 0, Crop.FIT));
        assertEquals(new Layout(0, 0, 1280, 720, 178, 100, 0, 0, 178, 100), layout(200, 100, Crop.FIT));
        assertEquals(new Layout(0, 0, 1280, 720, 10000, 5625, 0, 0, 10000, 5625), layout(10000, 0, Crop.FIT));
    }

    @Test
    void padPutsTheOddPixelRightOrBelow() {
        assertEquals(new Layout(0, 0, 1280, 720, 200, 113, 0, 43, 200, 200), layout(200, 200, Crop.PAD));
        assertEquals(new Layout(0, 0, 1280, 720, 137, 77, 98, 0, 333, 77), layout(333, 77, Crop.PAD));
        assertTrue(layout(200, 200, Crop.PAD).padded());
        assertFalse(layout(160, 90, Crop.PAD).padded());
    }

    @Test
    void centerAndTopCoverTheBox() {
        assertEquals(new Layout(280, 0, 720, 720, 200, 200, 0, 0, 200, 200), layout(200, 0, Crop.CENTER));
        assertEquals(new Layout(0, 200, 1280, 320, 200, 50, 0, 0, 200, 50), layout(200, 50, Crop.CENTER));
        assertEquals(new Layout(0, 0, 1280, 320, 200, 50, 0, 0, 200, 50), layout(200, 50, Crop.TOP));
        assertEquals(new Layout(550, 0, 180, 720, 50, 200, 0, 0, 50, 200), layout(50, 200, Crop.TOP));
    }

    @Test
    void aCoverIsNeverThinnerThanAPixel() {
        assertEquals(new Layout(0, 359.5, 1280, 1, 10000, 1, 0, 0, 10000, 1), layout(10000, 1, Crop.CENTER));
    }

    @Test
    void nearestWithOneSideShowsEverythingAtTheReferencesSize() {
        assertEquals(new Layout(0, 0, 1280, 720, 200, 112, 0, 0, 200, 112), layout(200, 0, Crop.NEAREST));
        assertEquals(new Layout(0, 0, 1280, 720, 1, 1, 0, 0, 1, 1), layout(1, 0, Crop.NEAREST));
    }

    @ParameterizedTest
    @CsvSource({
        // rectangle and rel, then the region of a 1280 x 720 frame
        "0,0,0,0,0,0,             0,0,1280,720",
        "300,100,500,400,0,0,     300,100,500,400",
        "300,100,0,0,0,0,         300,100,980,620",
        "1000,600,500,400,0,0,    1000,600,280,120",
        "10.6,20.4,100.5,99.4,0,0, 11,20,101,99",
        "0,0,0.2,0.2,0,0,         0,0,1,1",
        "150,50,250,200,640,360,  300,100,500,400",
        "150,50,250,200,640,0,    300,50,500,200",
        "150,50,250,200,0,360,    150,100,250,400",
        "0,0,0,0,400,400,         0,0,1280,720",
        "1279,719,10000,10000,0,0, 1279,719,1,1",
    })
    void theRectangleIsCutFirstForEveryCrop(
            double x,
            double y,
            double w,
            double h,
            double relW,
            double relH,
            int left,
            int top,
            int width,
            int height) {
        SourceRectangle rectangle = new SourceRectangle(x, y, w, h, relW, relH);
        assertEquals(new Region(left, top, width, height), rectangle.in(1280, 720));
        for (Crop crop : Crop.values()) {
            assertEquals(
                    new Layout(left, top, width, height, width, height, 0, 0, width, height),
                    geometry(0, 0, crop, rectangle).layout(1280, 720));
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,0,0,src_x", "0,720,0,src_y", "1279.5,0,0,src_x", "320,0,320,src_x", "10000,10000,0,src_x"})
    void aRectangleOutsideOfTheFrameIsRefused(double x, double y, double relWidth, String parameter) {
        Geometry outside = geometry(0, 0, Crop.FIT, new SourceRectangle(x, y, 0, 0, relWidth, 0));
        PictureException refused = assertThrows(PictureException.class, () -> outside.layout(1280, 720));
        assertEquals(
                parameter,
                assertInstanceOf(BadParameter.class, refused.failure()).parameter());
    }

    @Test
    void everyLayoutLiesInItsFrameAndKeepsItsSizeInTheNormalForm() {
        Random random = new Random(7);
        for (int run = 0; run < 20_000; run++) {
            int frameWidth = 1 + random.nextInt(random.nextBoolean() ? 20 : 5000);
            int frameHeight = 1 + random.nextInt(random.nextBoolean() ? 20 : 5000);
            SourceRectangle rectangle = new SourceRectangle(
                    random.nextInt(frameWidth) / 2.0,
                    random.nextInt(frameHeight) / 2.0,
                    random.nextInt(3) * random.nextDouble() * 100,
                    random.nextInt(3) * random.nextDouble() * 100,
                    random.nextInt(2) * frameWidth,
                    random.nextInt(2) * frameHeight);
            int width = random.nextInt(3) * random.nextInt(300);
            int height = random.nextInt(3) * random.nextInt(300);
            Geometry geometry = geometry(width, height, Crop.values()[random.nextInt(Crop.values().length)], rectangle);
            Layout layout = geometry.layout(frameWidth, frameHeight);
            assertTrue(layout.sourceX() + layout.sourceWidth() <= frameWidth + 1e-9, () -> geometry + " " + layout);
            assertTrue(layout.sourceY() + layout.sourceHeight() <= frameHeight + 1e-9, () -> geometry + " " + layout);
            assertEquals(layout, geometry.normal().layout(frameWidth, frameHeight));
            assertEquals(geometry.normal(), geometry.normal().normal());
        }
    }
}
