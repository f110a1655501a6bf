package io.posterframe.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.BadParameter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StripLayoutTest {
    private static PictureSpec spec(int count, int width, int height, Crop crop) {
        return new PictureSpec(
                new Moment.Strip(count, 0, Moment.UNSET),
                new Geometry(width, height, crop, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.JPEG, 75, 0));
    }

    private static StripLayout strip(PictureSpec spec, int frameWidth, int frameHeight) {
        return StripLayout.of(spec, frameWidth, frameHeight, PictureConfig.DEFAULTS);
    }

    /** Spec section 7: strips of a 320 x 180 clip. */
    @ParameterizedTest
    @CsvSource({
        "120,0,FIT,960,68",
        "120,90,FIT,960,68",
        "0,0,FIT,2560,180",
        "0,90,FIT,1280,90",
        "120,90,PAD,960,90",
        "120,90,CENTER,960,90",
        "120,90,STRETCH,960,90",
        "120,0,CENTER,960,120"
    })
    void eightSlicesStandSideBySide(int width, int height, Crop crop, int canvasWidth, int canvasHeight) {
        StripLayout strip = strip(spec(8, width, height, crop), 320, 180);
        assertEquals(canvasWidth, strip.canvasWidth());
        assertEquals(canvasHeight, strip.canvasHeight());
        assertEquals(canvasWidth / 8 * 7, strip.offsetX(7));
    }

    @Test
    void slicesOfTheFramesSizeAreMadeNarrowerWhereTheyDoNotFit() {
        StripLayout strip = strip(spec(60, 0, 0, Crop.FIT), 1280, 360);
        assertEquals(65_500 / 60, strip.slice().canvasWidth());
        assertEquals(307, strip.slice().canvasHeight());
        assertEquals(1280, strip(spec(51, 0, 0, Crop.FIT), 1280, 360).slice().canvasWidth());
    }

    @Test
    void aPictureIsAStripOfOne() {
        PictureSpec picture = new PictureSpec(
                new Moment.Poster(),
                new Geometry(200, 0, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.JPEG, 75, 0));
        assertEquals(1, strip(picture, 1280, 720).count());
        assertEquals(200, strip(picture, 1280, 720).canvasWidth());
    }

    @ParameterizedTest
    @CsvSource({
        "1,10000,10000,STRETCH,1280,720,36000000",
        "1,10000,0,FIT,100,1000,65500",
        "500,0,90,FIT,1280,720,65500",
        "65501,0,0,FIT,1,1,65500"
    })
    void whatIsOverALimitIsRefusedWithTheLimit(
            int count, int width, int height, Crop crop, int frameWidth, int frameHeight, String limit) {
        PictureSpec spec = spec(count, width, height, crop);
        PictureException refused = assertThrows(PictureException.class, () -> strip(spec, frameWidth, frameHeight));
        assertTrue(assertInstanceOf(BadParameter.class, refused.failure())
                .message()
                .contains(limit));
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        PictureConfig.DEFAULTS.checkSize(ImageFormat.JPEG, 6000, 6000);
        PictureConfig.DEFAULTS.checkSize(ImageFormat.JPEG, 65_500, 549);
        PictureConfig.DEFAULTS.checkSize(ImageFormat.WEBP, 4000, 4000);
    }

    /** A worker would be killed over a picture that takes too long to encode, and its source would be refused. */
    @ParameterizedTest
    @EnumSource(names = {"PNG8", "PNG48", "PNG64", "GIF", "JXR", "WEBP", "AVIF"})
    void slowFormatsHoldFewerPixels(ImageFormat format) {
        PictureConfig.DEFAULTS.checkSize(format, 4000, 4000);
        assertEquals(
                "the picture would be 4001 x 4000; 16000000 pixels in all are allowed in the format "
                        + format.lowerName(),
                refusal(format, 4001, 4000).message());
        assertTrue(refusal(format, 4001, 4000, PictureConfig.DEFAULTS.withMaxPixels(1_000_000))
                .message()
                .contains(" 1000000 pixels in all"));
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 65500", "WEBP, 16383", "PSD, 30000"})
    void aFormatHasALongestSide(ImageFormat format, int longest) {
        PictureConfig.DEFAULTS.checkSize(format, longest, 1);
        BadParameter refused = refusal(format, 1, longest + 1);
        assertEquals("height", refused.parameter());
        assertTrue(refused.message().contains(longest + " pixels a side"));
    }

    @Test
    void slicesAreMadeNarrowerThatTheirFormatCantHoldSideBySide() {
        PictureSpec spec = new PictureSpec(
                new Moment.Strip(20, 0, Moment.UNSET),
                new Geometry(0, 0, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.WEBP, 75, 0));
        assertEquals(16_383 / 20, strip(spec, 1280, 360).slice().canvasWidth());
    }

    private static BadParameter refusal(ImageFormat format, int width, int height) {
        return refusal(format, width, height, PictureConfig.DEFAULTS);
    }

    private static BadParameter refusal(ImageFormat format, int width, int height, PictureConfig limits) {
        PictureException refused = assertThrows(PictureException.class, () -> limits.checkSize(format, width, height));
        return assertInstanceOf(BadParameter.class, refused.failure());
    }

    @Test
    void refusesAStripOfMoreSlicesThanAreAllowed() {
        PictureConfig limits =
                new PictureConfig(1_000_000, 10, Duration.ofSeconds(3), PictureConfig.DefaultFrame.EXACT, 1, 1, 1);
        limits.checkSlices(new Moment.Strip(10, 0, Moment.UNSET));
        limits.checkSlices(new Moment.Slice(3, 1_000, 0, Moment.UNSET));
        assertThrows(PictureException.class, () -> limits.checkSlices(new Moment.Strip(11, 0, Moment.UNSET)));
    }
}
