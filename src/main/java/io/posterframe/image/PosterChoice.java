package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Video;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a video's poster: the first frame from a time on that is neither nearly black, nor nearly of one colour, nor
 * blurred. It looks at {@value #MOST} frames at the most and stops at the first that is surely good; whether one is
 * blurred, the others tell. When none passes it is the best of them.
 */
final class PosterChoice implements AutoCloseable {
    static final int MOST = 8;

    /** How far behind the first candidate the others lie, in microseconds. */
    private static final long[] STEPS = {0, 400_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 32_000_000
    };

    /** How much of the best candidate's sharpness is sharp enough. */
    private static final double SHARE = 0.5;

    /** The end of a video is often black, and its length not exact. */
    private static final long BEFORE_END = 200_000;

    /** What lies closer together hardly differs. */
    private static final long APART = 500_000;

    private final Video video;
    private final Scaler scaler = new Scaler();

    PosterChoice(Video video) {
        this.video = video;
    }

    /**
     * The time of the frame, in microseconds.
     *
     * @param from           where the poster is by default
     * @param durationMicros of the video, 0 for unknown
     */
    long near(long from, long durationMicros) {
        List<Long> times = candidates(from, durationMicros);
        List<FrameLook> looks = new ArrayList<>();
        for (long time : times) {
            FrameLook look = look(time);
            if (look.surelyGood()) {
                return time;
            }
            looks.add(look);
        }
        double best = looks.stream().mapToDouble(FrameLook::worth).max().orElse(0);
        int first = 0;
        while (looks.get(first).worth() < best * SHARE) {
            first++;
        }
        return times.get(first);
    }

    /**
     * Later times first, at the steps and, as far as the video is too short for all of them, evenly between the last step
     * and the end; then earlier ones.
     */
    static List<Long> candidates(long from, long durationMicros) {
        List<Long> times = new ArrayList<>();
        long end = durationMicros - BEFORE_END;
        for (long step : STEPS) {
            if (step == 0 || durationMicros == 0 || from + step < end) {
                times.add(from + step);
            }
        }
        long last = times.get(times.size() - 1);
        int free = Math.min(MOST - times.size(), (int) Math.min(MOST, (end - last) / APART - 1));
        for (int i = 1; i <= free; i++) {
            times.add(last + (end - last) * i / (free + 1));
        }
        for (long earlier = from / 2; times.size() < MOST && earlier > BEFORE_END; earlier /= 2) {
            times.add(earlier);
        }
        return times;
    }

    private FrameLook look(long time) {
        FrameLook[] seen = new FrameLook[1];
        video.frames(new long[] {time}, (index, frame) -> seen[0] = measure(frame));
        return seen[0];
    }

    private FrameLook measure(Frame frame) {
        double scale = Math.min(1, FrameLook.WIDTH / (double) Math.max(frame.width(), frame.height()));
        int width = (int) Math.max(1, Math.round(frame.width() * scale));
        int height = (int) Math.max(1, Math.round(frame.height() * scale));
        try (Pixels small = new Pixels(width, height, PixelLayout.YUV420);
                Deinterlaced progressive = Deinterlaced.of(frame, 2 * height <= frame.height())) {
            Frame whole = progressive.frame();
            scaler.scale(whole, 0, 0, whole.width(), whole.height(), small);
            return FrameLook.of(small);
        }
    }

    @Override
    public void close() {
        scaler.close();
    }
}
