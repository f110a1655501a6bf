package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.picture.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a video shows when it is opened by one engine or the other. */
final class Seen {
    static final long MAX_PIXELS = 36_000_000;

    private Seen() {}

    static Video open(EngineChoice choice, Clip clip) {
        return open(choice, new FileBytes(clip));
    }

    static Video open(EngineChoice choice, MediaBytes bytes) {
        return new Engines(choice, MAX_PIXELS).open(bytes, Zero.FIRST_FRAME);
    }

    static long micros(Clip clip, int frame) {
        return Math.round(clip.secondsOf(frame) * 1e6);
    }

    static int frameAt(Video video, long micros) {
        return framesAt(video, micros)[0];
    }

    /** The numbers of the frames, which must come in order. */
    static int[] framesAt(Video video, long... micros) {
        int[] numbers = new int[micros.length];
        List<Integer> order = new ArrayList<>();
        video.frames(micros, (index, frame) -> {
            order.add(index);
            numbers[index] = Upright.barcode(frame);
        });
        assertEquals(Stream.iterate(0, i -> i + 1).limit(micros.length).toList(), order);
        return numbers;
    }
}
