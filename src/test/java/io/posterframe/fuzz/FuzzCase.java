package io.posterframe.fuzz;

import io.posterframe.clips.Clip;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * One damaged clip and what is asked of it; the same for the same seed and number.
 *
 * @param how the clip and what was done to it
 */
public record FuzzCase(int number, String how, String extension, byte[] bytes, PictureSpec spec) {
    private static final List<Clip> CLIPS = List.copyOf(EnumSet.of(
            Clip.MP4_INDEX_LAST,
            Clip.MP4_INDEX_FIRST,
            Clip.MP4_FRAGMENTED,
            Clip.MP4_STARTS_LATE,
            Clip.MP4_WITH_SOUND,
            Clip.MKV,
            Clip.TS,
            Clip.OPEN_GOP,
            Clip.OPEN_GOP_TS,
            Clip.VARIABLE_RATE,
            Clip.ROTATED_90,
            Clip.ANAMORPHIC,
            Clip.BT2020,
            Clip.HEVC,
            Clip.HEVC_10_BIT,
            Clip.VP8,
            Clip.VP8_OGG,
            Clip.VP9,
            Clip.VP9_MP4,
            Clip.PRORES_MOV,
            Clip.AV1,
            Clip.AV1_SVT,
            Clip.AV1_10_BIT,
            Clip.MPEG2_TS,
            Clip.INTERLACED_TS,
            Clip.MPEG4_AVI,
            Clip.SOUND_M4A));
    private static final int LONGEST_MICROS = 7_000_000;

    static FuzzCase of(long seed, int number) {
        // neighbouring seeds of Random begin alike
        Random random = new Random((seed * 1_000_003 + number) * 0x9E37_79B9_7F4A_7C15L);
        Clip clip = CLIPS.get(random.nextInt(CLIPS.size()));
        byte[] other = read(CLIPS.get(random.nextInt(CLIPS.size())));
        byte[] bytes = read(clip);
        List<String> done = new ArrayList<>(List.of(clip.name()));
        for (int i = random.nextInt(3); i >= 0; i--) {
            Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
            bytes = mutation.apply(bytes, other, random);
            done.add(mutation.name());
        }
        String name = clip == Clip.SOUND_M4A ? "sound.mp4" : clip.fileName();
        return new FuzzCase(number, String.join(" ", done), name.substring(name.lastIndexOf('.')), bytes, spec(random));
    }

    private static PictureSpec spec(Random random) {
        int kind = random.nextInt(20);
        Moment moment = new Moment.At(random.nextInt(LONGEST_MICROS));
        if (kind < 3) {
            moment = new Moment.Strip(5, 0, Moment.UNSET);
        } else if (kind < 5) {
            moment = new Moment.Poster();
        }
        return spec(moment);
    }

    static PictureSpec spec(Moment moment) {
        Geometry geometry = new Geometry(160, 0, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE);
        return new PictureSpec(moment, geometry, new Encoding(ImageFormat.JPEG, 75, 0));
    }

    static byte[] read(Clip clip) {
        try {
            return Files.readAllBytes(clip.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
