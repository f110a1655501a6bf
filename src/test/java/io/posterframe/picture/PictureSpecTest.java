package io.posterframe.picture;

import static io.posterframe.picture.Moment.UNSET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureSpecTest {
    private static final Moment SOME_TIME = new Moment.At(12_500_000);
    private static final Encoding JPEG = new Encoding(ImageFormat.JPEG, 75, 0);

    private static PictureSpec of(Moment moment) {
        return new PictureSpec(moment, size(320, 0, Crop.FIT), JPEG);
    }

    private static PictureSpec of(Geometry geometry) {
        return new PictureSpec(SOME_TIME, geometry, JPEG);
    }

    private static PictureSpec of(Encoding encoding) {
        return new PictureSpec(SOME_TIME, size(320, 0, Crop.FIT), encoding);
    }

    private static Geometry size(int width, int height, Crop crop) {
        return new Geometry(width, height, crop, SourceRectangle.WHOLE, Rgb.WHITE);
    }

    private static PictureSpec cut(double x, double y, double width, double height, double relWidth, double relHeight) {
        return of(new Geometry(
                320, 0, Crop.FIT, new SourceRectangle(x, y, width, height, relWidth, relHeight), Rgb.WHITE));
    }

    private static void assertSame(PictureSpec one, PictureSpec other) {
        assertEquals(one, other);
        assertEquals(one.key(), other.key());
    }

    @Test
    void theKeyIsReadable() {
        assertEquals("at12500000_320x0F_ffffff_jpg75", of(SOME_TIME).key());
        PictureSpec all = new PictureSpec(
                new Moment.Slice(1, 8, 500_000, 9_000_000),
                new Geometry(200, 100, Crop.PAD, new SourceRectangle(10.5, 0, 20, 0, 640, 0), Rgb.of(0x00ff01)),
                new Encoding(ImageFormat.PNG, 75, 300));
        assertEquals("slice1of8from500000to9000000_200x100P_10.5,0,20,0,640,0_00ff01_pngd300", all.key());
    }

    @Test
    void equalSizesHaveOneSpec() {
        assertSame(of(size(320, 0, Crop.FIT)), of(size(320, 0, Crop.STRETCH)));
        assertSame(of(size(320, 0, Crop.FIT)), of(size(320, 0, Crop.PAD)));
        assertSame(of(size(0, 90, Crop.CENTER)), of(size(90, 90, Crop.CENTER)));
        assertSame(of(size(90, 0, Crop.TOP)), of(size(90, 90, Crop.TOP)));
        assertSame(of(size(90, 60, Crop.NEAREST)), of(size(90, 60, Crop.CENTER)));
        for (Crop crop : Crop.values()) {
            assertSame(of(size(0, 0, Crop.FIT)), of(size(0, 0, crop)));
        }
    }

    @Test
    void equalRectanglesHaveOneSpec() {
        assertSame(cut(0, 0, 0, 0, 0, 0), cut(0, 0, 0, 0, 640, 360));
        assertSame(cut(0, 0, 0, 0, 0, 0), cut(0.4, 0.4, 0, 0, 0, 0));
        assertSame(cut(11, 20, 101, 99, 0, 0), cut(10.6, 20.4, 100.5, 99.4, 0, 0));
        assertSame(cut(5, 0, 0, 0, 640, 0), cut(5, 0, 0, 0, 640, 360));
        assertSame(cut(0, 0, 1, 0, 0, 0), cut(0, 0, 0.1, 0, 0, 0));
    }

    @Test
    void equalMomentsHaveOneSpec() {
        assertSame(of(new Moment.At(0)), of(new Moment.Slice(0, 9, 0, UNSET)));
        assertSame(of(new Moment.At(0)), of(new Moment.Strip(1, 0, UNSET)));
        assertSame(of(new Moment.At(7)), of(new Moment.StripOfOne(1, 7)));
        assertSame(of(new Moment.Slice(1, 3, 0, UNSET)), of(new Moment.Slice(30, 90, 0, UNSET)));
        assertSame(of(new Moment.Slice(1, 3, 7, 7)), of(new Moment.Slice(0, 3, 7, 7)));
        assertSame(of(new Moment.At(0)), of(new Moment.Slice(2, 3, 0, 0)));
        assertSame(of(new Moment.StripOfOne(3, 0)), of(new Moment.Strip(3, 0, 0)));
        assertSame(of(new Moment.Slice(0, 3, 7, UNSET)), of(new Moment.Strip(1, 7, UNSET)));
    }

    @Test
    void equalEncodingsHaveOneSpec() {
        assertSame(of(new Encoding(ImageFormat.PNG, 10, 0)), of(new Encoding(ImageFormat.PNG, 90, 0)));
        assertSame(of(new Encoding(ImageFormat.JPEG, 0, 0)), of(new Encoding(ImageFormat.JPEG, 1, 0)));
    }

    @Test
    void differentPicturesHaveDifferentKeys() {
        List<PictureSpec> different = new ArrayList<>();
        different.add(of(new Moment.Poster()));
        different.add(of(new Moment.AtOrStart(3_000_000)));
        different.add(of(new Moment.At(0)));
        different.add(of(new Moment.At(3)));
        different.add(of(new Moment.Slice(0, 1, 3, UNSET)));
        different.add(of(new Moment.Slice(1, 2, 0, UNSET)));
        different.add(of(new Moment.Slice(1, 2, 0, 9)));
        different.add(of(new Moment.Slice(1, 2, 1, 9)));
        different.add(of(new Moment.Strip(2, 0, UNSET)));
        different.add(of(new Moment.Strip(2, 0, 9)));
        different.add(of(new Moment.StripOfOne(2, 0)));
        for (Crop crop : new Crop[] {Crop.FIT, Crop.PAD, Crop.CENTER, Crop.TOP, Crop.STRETCH}) {
            different.add(of(size(90, 60, crop)));
        }
        different.add(of(size(90, 0, Crop.FIT)));
        different.add(of(size(90, 0, Crop.NEAREST)));
        different.add(of(size(90, 0, Crop.CENTER)));
        different.add(of(size(0, 0, Crop.FIT)));
        different.add(of(new Geometry(90, 60, Crop.FIT, SourceRectangle.WHOLE, Rgb.of(0))));
        different.add(cut(1, 0, 0, 0, 0, 0));
        different.add(cut(0, 1, 0, 0, 0, 0));
        different.add(cut(0, 0, 1, 0, 0, 0));
        different.add(cut(0, 0, 0, 1, 0, 0));
        different.add(cut(1, 1, 0, 0, 640, 0));
        different.add(cut(1, 1, 0, 0, 0, 640));
        different.add(cut(1.2, 1, 0, 0, 640, 0));
        different.add(of(new Encoding(ImageFormat.JPEG, 74, 0)));
        different.add(of(new Encoding(ImageFormat.JPEG, 75, 72)));
        different.add(of(new Encoding(ImageFormat.PNG, 75, 0)));
        different.add(of(new Encoding(ImageFormat.PNG, 75, 72)));
        assertEquals(different.size(), different.stream().distinct().count());
        assertEquals(
                different.size(),
                different.stream().map(PictureSpec::key).distinct().count());
    }

    @Test
    void keysAreEqualExactlyWhenSpecsAre() {
        Random random = new Random(11);
        Map<String, PictureSpec> known = new HashMap<>();
        Map<PictureSpec, String> keys = new HashMap<>();
        for (int run = 0; run < 20_000; run++) {
            PictureSpec spec = random(random);
            String key = spec.key();
            assertTrue(key.matches("[A-Za-z0-9_.,-]{1,300}"), key);
            assertEquals(spec, known.computeIfAbsent(key, unused -> spec));
            assertEquals(key, keys.computeIfAbsent(spec, unused -> key));
        }
    }

    private static PictureSpec random(Random random) {
        int count = 1 + random.nextInt(3);
        long end = random.nextBoolean() ? UNSET : 2 + random.nextInt(2);
        List<Moment> moments = List.of(
                new Moment.Poster(),
                new Moment.At(random.nextInt(3)),
                new Moment.Slice(random.nextInt(count), count, random.nextInt(3), end),
                new Moment.Strip(count, random.nextInt(3), end),
                new Moment.StripOfOne(count, random.nextInt(3)));
        SourceRectangle rectangle = random.nextBoolean()
                ? SourceRectangle.WHOLE
                : new SourceRectangle(
                        random.nextInt(3) / 2.0,
                        random.nextInt(2),
                        random.nextInt(3) / 2.0,
                        random.nextInt(2),
                        random.nextInt(2),
                        random.nextInt(2));
        return new PictureSpec(
                moments.get(random.nextInt(moments.size())),
                new Geometry(
                        random.nextInt(3),
                        random.nextInt(3),
                        Crop.values()[random.nextInt(Crop.values().length)],
                        rectangle,
                        Rgb.of(random.nextInt(2))),
                new Encoding(ImageFormat.values()[random.nextInt(2)], random.nextInt(3), random.nextInt(2)));
    }
}
