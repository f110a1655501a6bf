package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Movies;
import io.posterframe.clips.Pictures;
import io.posterframe.decode.ArrayBytes;
import io.posterframe.decode.Engines;
import io.posterframe.decode.Image;
import io.posterframe.decode.ImageFile;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos that may be seen through, from the file to the file. */
class AlphaVideoTest {
    private static final Rgb BACKGROUND = new Rgb(0x10, 0x20, 0xe0);

    @BeforeAll
    static void load() {
        new Engines(EngineChoice.AUTO, 36_000_000).load();
    }

    @ParameterizedTest
    @CsvSource({"prores_ks, yuva444p10le", "qtrle, argb", "png, rgba"})
    void isKeptOrBlended(String encoder, String pixelFormat) {
        check(encoder, Movies.withAlpha(encoder, pixelFormat, 160, 120));
    }

    @Test
    void isKeptOrBlendedFromPalettes() {
        check("palette", Movies.withPalette(160, 120));
    }

    @Test
    void isKeptFromThePaletteOfAnImage() {
        for (int width : new int[] {160, 80, 240}) {
            byte[] png = png(Movies.palettePng(160, 120), Made.box(width, 0, Crop.FIT));
            checkQuarters(Made.read(png), true, "palette, " + width);
        }
    }

    private static void check(String source, byte[] movie) {
        for (Crop crop : new Crop[] {Crop.FIT, Crop.PAD}) {
            for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.JPEG}) {
                boolean kept = format.alpha() && crop != Crop.PAD;
                for (int count : new int[] {1, 3}) {
                    for (int width : new int[] {160, 80, 240}) {
                        String what = source + " " + crop + " " + format + " " + count + " x " + width;
                        BufferedImage strip = picture(movie, crop, format, count, width);
                        assertEquals(count * width, strip.getWidth(), what);
                        for (int i = 0; i < count; i++) {
                            checkQuarters(strip.getSubimage(i * width, 0, width, strip.getHeight()), kept, what);
                        }
                    }
                }
            }
        }
    }

    private static void checkQuarters(BufferedImage picture, boolean kept, String what) {
        for (int quarter = 0; quarter < 4; quarter++) {
            int seen = Pictures.quarter(picture, quarter);
            int alpha = Pictures.ALPHAS.get(quarter);
            String where = what + ", quarter " + quarter + " is " + Integer.toHexString(seen);
            assertEquals(kept ? alpha : 255, seen >>> 24, 2, where);
            for (int shift = 0; shift < 24 && !(kept && alpha == 0); shift += 8) {
                int background = 0x1020e0 >> shift & 255;
                int own = Pictures.QUARTERS.get(quarter) >> shift & 255;
                int expected = kept ? own : (own * alpha + background * (255 - alpha)) / 255;
                assertEquals(expected, seen >> shift & 255, 8, where);
            }
        }
    }

    private static byte[] png(byte[] file, Geometry geometry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Image image = ImageFile.open(new ArrayBytes(file), PictureConfig.DEFAULTS);
                PictureMaker maker = new PictureMaker()) {
            PictureSpec spec = new PictureSpec(new Moment.Poster(), geometry, Made.PNG);
            maker.make(image, spec, PictureConfig.DEFAULTS, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BufferedImage picture(byte[] movie, Crop crop, ImageFormat format, int count, int width) {
        Geometry geometry = new Geometry(width, width * 3 / 4, crop, SourceRectangle.WHOLE, BACKGROUND);
        Moment moment = count == 1 ? new Moment.At(500_000) : new Moment.StripOfOne(count, 0);
        try (Video video = new Engines(EngineChoice.AUTO, 36_000_000).open(new ArrayBytes(movie), Zero.FIRST_FRAME)) {
            byte[] file = Made.file(video, moment, geometry, new Encoding(format, 95, 0))
                    .bytes();
            return Made.read(format == ImageFormat.WEBP ? png(file, Made.box(0, 0, Crop.FIT)) : file);
        }
    }
}
