package io.posterframe.clips;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How clips are told as an HLS stream of one variant. Without more said, a segment is a GOP in a file of its own, in the
 * clear, and its duration is told to the microsecond.
 */
public final class HlsRecipe {
    /** After how long a time stamp of MPEG-TS, of 33 bits at 90 kHz, begins again at 0. */
    public static final double ROLLOVER_SECONDS = (1L << 33) / 90_000.0;

    public enum Encryption {
        NONE,
        /** AES-128; the IV stands in the playlist. An initialization section is encrypted too. */
        IV_TOLD,
        /** AES-128; the IV is the media sequence number. An initialization section is in the clear. */
        IV_BY_SEQUENCE,
        /** As {@link #IV_BY_SEQUENCE}, with another key each second segment and the last segment in the clear. */
        ROTATED
    }

    public enum Durations {
        MICROSECONDS,
        MILLISECONDS,
        SECONDS
    }

    final List<Clip> clips;
    final boolean fragmented;
    Encryption encryption = Encryption.NONE;
    Durations durations = Durations.MICROSECONDS;
    boolean singleFile;
    boolean defines;
    int framesPerSecond = Video.FRAMES_PER_SECOND;
    int gops = 1;
    double start = 10;
    int sequence;
    Set<Integer> gaps = Set.of();

    @Nullable
    Instant clock;

    private HlsRecipe(boolean fragmented, Clip... clips) {
        this.fragmented = fragmented;
        this.clips = List.of(clips);
    }

    /** In MPEG-TS; clips one after the other, with a discontinuity between two. */
    public static HlsRecipe ts(Clip... clips) {
        return new HlsRecipe(false, clips);
    }

    /** In fragmented MP4, with an initialization section a clip; otherwise as {@link #ts}. */
    public static HlsRecipe fmp4(Clip... clips) {
        return new HlsRecipe(true, clips);
    }

    /** Wraps the clips, in some milliseconds. */
    public HlsStream make() {
        return new HlsMaker(this).make();
    }

    public HlsRecipe encryption(Encryption value) {
        encryption = value;
        return this;
    }

    /** How durations are told, rounded. */
    public HlsRecipe durations(Durations value) {
        durations = value;
        return this;
    }

    /** Segments are byte ranges of one file a clip. */
    public HlsRecipe inOneFile() {
        singleFile = true;
        return this;
    }

    /** The names of segments use a variable of the playlist. */
    public HlsRecipe defines() {
        defines = true;
        return this;
    }

    /** What the clips are played at; their own rate is 25. */
    public HlsRecipe framesPerSecond(int value) {
        framesPerSecond = value;
        return this;
    }

    /** How many GOPs make a segment. */
    public HlsRecipe gops(int value) {
        gops = value;
        return this;
    }

    /** What the time stamp of the first frame says, in seconds; a further clip begins 1000 s later each. */
    public HlsRecipe start(double seconds) {
        start = seconds;
        return this;
    }

    /** The media sequence number of the first segment. */
    public HlsRecipe sequence(int first) {
        sequence = first;
        return this;
    }

    /** The indices of segments that are missing. */
    public HlsRecipe gaps(Integer... segments) {
        gaps = Set.of(segments);
        return this;
    }

    /** The date and time of the first frame. */
    public HlsRecipe clock(Instant first) {
        clock = first;
        return this;
    }
}
