package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.Video;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureConfig.DefaultFrame;
import io.posterframe.picture.PictureSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosterChoiceTest {
    private static final long SECOND = 1_000_000;
    private static final Painted.Formula BLACK = (plane, x, y) -> plane == 0 ? 3 : 128;
    private static final Painted.Formula WHITE = (plane, x, y) -> plane == 0 ? 250 : 128;
    private static final Painted.Formula BLUE = (plane, x, y) -> plane == 0 ? 90 : plane == 1 ? 200 : 110;
    private static final Painted.Formula BLURRED = scene(20);
    private static final Painted.Formula SHARP = scene(1.2);

    /** Stripes whose edges are as wide as {@code blur} pixels. */
    private static Painted.Formula scene(double blur) {
        return (plane, x, y) -> plane == 0 ? 128 + 90 * Math.tanh(12 / blur * Math.sin((x + y / 3) / 5)) : 128;
    }

    /** What a video shows at each time, and which times were asked for. */
    private record Film(LongFunction<Painted.Formula> scenes, List<Long> asked) implements Video {
        Film(LongFunction<Painted.Formula> scenes) {
            this(scenes, new ArrayList<>());
        }

        @Override
        public long declaredDurationMicros() {
            return 60 * SECOND;
        }

        @Override
        public long endMicros() {
            return durationMicros();
        }

        @Override
        public Engine engine() {
            return Engine.HUMBLE;
        }

        @Override
        public long durationMicros() {
            return 60 * SECOND;
        }

        @Override
        public void frames(long[] micros, FrameSink sink) {
            for (int i = 0; i < micros.length; i++) {
                asked.add(micros[i]);
                int index = i;
                try (Painted shown = new Painted(scenes.apply(micros[i]), "yuv420p", true, new int[] {320, 180})) {
                    shown.frames(new long[] {0}, (zero, frame) -> sink.accept(index, frame));
                }
            }
        }

        @Override
        public void close() {}
    }

    private static long choice(Film film) {
        try (PosterChoice choice = new PosterChoice(film)) {
            return choice.near(3 * SECOND, 60 * SECOND);
        }
    }

    @Test
    void takesTheFirstFrameWhereItIsGood() {
        Film film = new Film(time -> SHARP);
        assertEquals(3 * SECOND, choice(film));
        assertEquals(List.of(3 * SECOND), film.asked(), "and looks at no other");
    }

    @Test
    void goesOnBehindWhatShowsNothing() {
        for (Painted.Formula nothing : List.of(BLACK, WHITE, BLUE)) {
            assertEquals(5 * SECOND, choice(new Film(time -> time < 5 * SECOND ? nothing : SHARP)));
        }
    }

    @Test
    void goesOnBehindABlurredFrame() {
        assertEquals(4 * SECOND, choice(new Film(time -> time < 4 * SECOND ? BLURRED : SHARP)));
    }

    @Test
    void waitsForTheEndOfAFadeIn() {
        Film fade = new Film(time ->
                (plane, x, y) -> plane == 0 ? SHARP.at(0, x, y) * Math.min(1, time / (8.0 * SECOND) - 0.375) : 128);
        assertEquals(7 * SECOND, choice(fade), "half bright; a quarter is too dark");
    }

    @Test
    void takesTheFirstFrameOfAFilmThatIsBlurredThroughout() {
        assertEquals(3 * SECOND, choice(new Film(time -> BLURRED)));
    }

    @Test
    void takesTheBestWhereAllIsDark() {
        Painted.Formula dim = (plane, x, y) -> plane == 0 ? 20 + SHARP.at(0, x, y) / 10 : 128;
        Film film = new Film(time -> time > 6 * SECOND && time < 8 * SECOND ? dim : BLACK);
        assertEquals(7 * SECOND, choice(film));
        assertEquals(PosterChoice.MOST, film.asked().size());
    }

    @Test
    void isMadeForPostersOnlyAndWhereTheConfigurationWantsIt() throws IOException {
        LongFunction<Painted.Formula> scenes = time -> time < 5 * SECOND ? BLACK : SHARP;
        assertEquals(List.of(3 * SECOND), asked(scenes, new Moment.Poster(), DefaultFrame.EXACT));
        assertEquals(List.of(3 * SECOND), asked(scenes, new Moment.At(3 * SECOND), DefaultFrame.AUTO));
        List<Long> asked = asked(scenes, new Moment.Poster(), DefaultFrame.AUTO);
        assertEquals(5 * SECOND, asked.get(asked.size() - 1));
    }

    private static List<Long> asked(LongFunction<Painted.Formula> scenes, Moment moment, DefaultFrame mode)
            throws IOException {
        PictureConfig usual = PictureConfig.DEFAULTS;
        PictureConfig config = new PictureConfig(
                usual.maxPixels(),
                usual.maxSlices(),
                usual.posterOffset(),
                mode,
                usual.maxSourcePixels(),
                usual.maxSourceBytes(),
                usual.maxAnimationPixels());
        Film film = new Film(scenes);
        try (PictureMaker maker = new PictureMaker()) {
            PictureSpec spec = new PictureSpec(moment, Made.box(32, 0, Crop.FIT), Made.JPEG);
            maker.make(film, spec, config, OutputStream.nullOutputStream());
        }
        return film.asked();
    }

    @Test
    void looksBehindTheLastStepOfAShortVideo() {
        List<Long> times = PosterChoice.candidates(3 * SECOND, 16 * SECOND);
        assertEquals(
                List.of(3 * SECOND, 3_400_000L, 4 * SECOND, 5 * SECOND, 7 * SECOND, 11 * SECOND), times.subList(0, 6));
        assertTrue(
                times.size() == PosterChoice.MOST && times.get(6) > 12 * SECOND && times.get(7) > 14 * SECOND,
                times + "");
        try (PosterChoice choice = new PosterChoice(new Film(time -> time < 12 * SECOND ? BLACK : SHARP))) {
            assertTrue(choice.near(3 * SECOND, 16 * SECOND) > 12 * SECOND);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "3, 60", "3, 5", "3, 4", "3, 3.1", "1, 2", "0.05, 0.1", "0, 0", "0, 0.04"})
    void looksAtAFewFramesInsideTheVideo(double from, double duration) {
        List<Long> times = PosterChoice.candidates(Math.round(from * SECOND), Math.round(duration * SECOND));
        assertEquals(Math.round(from * SECOND), times.get(0));
        assertTrue(times.size() <= PosterChoice.MOST);
        for (long time : times) {
            assertTrue(duration == 0 || time <= duration * SECOND && time >= 0, times.toString());
        }
    }
}
