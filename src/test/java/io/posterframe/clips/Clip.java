package io.posterframe.clips;

import io.posterframe.clips.Recipe.Content;
import io.posterframe.clips.Recipe.Damage;
import io.posterframe.clips.Recipe.Damaged;
import io.posterframe.clips.Recipe.Junk;
import io.posterframe.clips.Recipe.Sound;
import io.posterframe.clips.Recipe.SoundOnly;
import io.posterframe.clips.Recipe.Whole;
import io.posterframe.clips.Video.Codec;
import io.posterframe.clips.Video.Rate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The clips of the tests and what is known of each. Where nothing else is said a clip has 150 frames (6 s) of 320x180 at
 * 25 frames a second, key frames at 0, 50 and 100, and no sound. Each frame carries its number as a {@link Barcode} and
 * shows the {@link Patches}, both laid out for the upright picture.
 *
 * <p>Times are seconds from the first frame of the video, whatever time the container gives to that frame.
 */
public enum Clip {
    /** H.264 with B-frames; the index lies behind the media. */
    MP4_INDEX_LAST(Video.of(Codec.H264), Container.MP4),
    /** The same stream; the index lies in front. */
    MP4_INDEX_FIRST(Video.of(Codec.H264), Container.MP4_INDEX_FIRST),
    /** The same stream; a fragment a GOP. */
    MP4_FRAGMENTED(Video.of(Codec.H264), Container.MP4_FRAGMENTED),
    /** The same stream, in Matroska. */
    MKV(Video.of(Codec.H264), Container.MKV),
    /** The same stream in MPEG-TS, whose first frame never has the time 0. */
    TS(Video.of(Codec.H264), Container.TS),
    /** The same stream in MPEG-TS, an hour in. */
    TS_HOUR_IN(Video.of(Codec.H264), Container.TS.start(3600)),
    /** The same stream; an empty edit delays the first frame to 2 s. */
    MP4_STARTS_LATE(Video.of(Codec.H264), Container.MP4_INDEX_FIRST.start(2)),
    /** The same stream with 7 s of interleaved AAC; the sound starts just before 0, the video at 0.2 s. */
    MP4_WITH_SOUND(Video.of(Codec.H264), new Sound("aac", 7), Container.MP4.start(0.2)),
    /** 60 s of H.264 with a key frame every 10 s. */
    LONG_GOP(Video.of(Codec.H264).end(1500).keyframeInterval(250), Container.MP4),
    /** The same stream, in MPEG-TS. */
    LONG_GOP_TS(Video.of(Codec.H264).end(1500).keyframeInterval(250), Container.TS),
    /** Open GOPs: the B-frames shown before a key frame are decoded after it. */
    OPEN_GOP(Video.of(Codec.H264_OPEN_GOP), Container.MP4),
    /** The same stream, in MPEG-TS. */
    OPEN_GOP_TS(Video.of(Codec.H264_OPEN_GOP), Container.TS),
    /** 12 s in six GOPs, to be cut into segments; 160x90. */
    STREAM_SMALL(Video.of(Codec.H264).end(300).shape(Shape.SMALL), Container.TS),
    /** As {@link #STREAM_SMALL}, 320x180. */
    STREAM(Video.of(Codec.H264).end(300), Container.TS),
    /** As {@link #STREAM_SMALL}, 640x360. */
    STREAM_LARGE(Video.of(Codec.H264).end(300).shape(Shape.LARGE), Container.TS),
    /** {@link #STREAM} with sound. */
    STREAM_WITH_SOUND(Video.of(Codec.H264).end(300), new Sound("aac", 12), Container.MP4),
    /** Of frames 50 to 99 two of three are missing; the others keep their numbers and times. */
    VARIABLE_RATE(Video.of(Codec.H264).rate(Rate.VARIABLE), Container.MP4),
    /** To be turned by 90 degrees clockwise; upright 180x320. */
    ROTATED_90(Video.of(Codec.H264).end(75).shape(Shape.ROTATED_90), Container.MP4),
    ROTATED_180(Video.of(Codec.H264).end(75).shape(Shape.ROTATED_180), Container.MP4),
    /** To be turned by 270 degrees clockwise; upright 180x320. */
    ROTATED_270(Video.of(Codec.H264).end(75).shape(Shape.ROTATED_270), Container.MP4),
    /** Stored 360x288 with pixels of 64:45; upright 512x288. */
    ANAMORPHIC(Video.of(Codec.H264).end(75).shape(Shape.ANAMORPHIC), Container.MP4),
    /** The same stream in MPEG-TS, where only the H.264 stream itself tells the shape of its pixels. */
    ANAMORPHIC_TS(Video.of(Codec.H264).end(75).shape(Shape.ANAMORPHIC), Container.TS),
    BT601(Video.of(Codec.H264).end(25).colours(Colours.BT601), Container.MP4),
    BT709(Video.of(Codec.H264).end(25).colours(Colours.BT709), Container.MP4),
    BT709_FULL_RANGE(Video.of(Codec.H264).end(25).colours(Colours.BT709_FULL_RANGE), Container.MP4),
    /** 1280x720, saying nothing of its colours. */
    HD(Video.of(Codec.H264).end(10).shape(Shape.HD).colours(Colours.UNTAGGED_HD), Container.MP4),
    SMPTE240M(Video.of(Codec.H264).end(25).colours(Colours.SMPTE240M), Container.MP4),
    BT2020(Video.of(Codec.H264).end(25).colours(Colours.BT2020), Container.MP4),
    /** HDR, whose curve only the index names, behind the media. */
    PQ_MP4(Video.of(Codec.H264).end(25).colours(Colours.PQ), Container.MP4),
    /** One second with 10 bits a sample. */
    H264_10_BIT(Video.of(Codec.H264_10_BIT).end(25).keyframeInterval(10), Container.MP4),
    /** One second of 4:4:4. */
    H264_444(Video.of(Codec.H264_444).end(25).keyframeInterval(10), Container.MP4),
    /** One second of HEVC with B-frames. */
    HEVC(Video.of(Codec.HEVC).end(25).keyframeInterval(10), Container.MP4_INDEX_FIRST),
    /** The same with 10 bits a sample and open GOPs. */
    HEVC_10_BIT(Video.of(Codec.HEVC_10_BIT).end(25).keyframeInterval(10), Container.MP4),
    VP8(Video.of(Codec.VP8), Container.WEBM),
    /** The same stream in Ogg, each of whose pages has a checksum. */
    VP8_OGG(Video.of(Codec.VP8), Container.OGG),
    VP9(Video.of(Codec.VP9), Container.WEBM),
    /** The same stream in MP4, which Humble can't open. */
    VP9_MP4(Video.of(Codec.VP9), Container.MP4),
    VP9_BT601(Video.of(Codec.VP9).end(10).colours(Colours.BT601), Container.WEBM),
    VP9_BT709(Video.of(Codec.VP9).end(10).colours(Colours.BT709), Container.WEBM),
    VP9_FULL_RANGE(Video.of(Codec.VP9).end(10).colours(Colours.BT709_FULL_RANGE), Container.WEBM),
    VP9_BT2020(Video.of(Codec.VP9).end(10).colours(Colours.BT2020), Container.WEBM),
    /** HDR, whose curve only the container names. */
    VP9_PQ(Video.of(Codec.VP9).end(10).colours(Colours.PQ), Container.WEBM),
    /** HDR, whose curve only the container names. */
    VP9_HLG(Video.of(Codec.VP9).end(10).colours(Colours.HLG), Container.WEBM),
    /** 10 bits a sample and 4:2:2; one second. */
    PRORES_MOV(Video.of(Codec.PRORES).end(25).keyframeInterval(1).colours(Colours.BT709), Container.MOV),
    /** One second of AV1, which Humble can't open. */
    AV1(Video.of(Codec.AV1).end(25).keyframeInterval(10), Container.MP4),
    /** By another encoder, with hidden frames. */
    AV1_SVT(Video.of(Codec.AV1_SVT).end(25).keyframeInterval(10), Container.MP4),
    /** The same with 10 bits a sample, in BT.2020. */
    AV1_10_BIT(Video.of(Codec.AV1_10_BIT).end(25).keyframeInterval(10).colours(Colours.BT2020), Container.MP4),
    /** MPEG-2 with B-frames, key frames every 15. */
    MPEG2_TS(Video.of(Codec.MPEG2).keyframeInterval(15), Container.TS),
    /** Said to be interlaced, though both fields of a frame are of one moment. */
    INTERLACED_TS(Video.of(Codec.MPEG2_INTERLACED).end(25).keyframeInterval(15), Container.TS),
    MPEG4_AVI(Video.of(Codec.MPEG4), Container.AVI),
    /** B-frames in a container that names decoding times only. */
    MPEG4_B_FRAMES_AVI(Video.of(Codec.MPEG4_B_FRAMES), Container.AVI),
    MJPEG_AVI(Video.of(Codec.MJPEG).end(25).keyframeInterval(1).colours(Colours.BT601), Container.AVI),
    WMV2_ASF(Video.of(Codec.WMV2), Container.ASF),
    FLV1(Video.of(Codec.FLV1), Container.FLV),
    /** The stream of {@link #MKV}, in Flash Video. */
    FLV_H264(Video.of(Codec.H264), Container.FLV),
    /** AAC in MP4, no video. */
    SOUND_M4A(new SoundOnly(new Sound("aac", 2), "m4a", "ipod")),
    SOUND_MP3(new SoundOnly(new Sound("libmp3lame", 2), "mp3", "mp3")),
    /** {@link #MP4_INDEX_FIRST} cut off in frame 100: the index promises 150 frames, 0 to 99 are there. */
    TRUNCATED(new Damaged(MP4_INDEX_FIRST, Damage.CUT_AT_FRAME_100)),
    /** {@link #MP4_INDEX_LAST} cut in half, and so without any index. */
    TRUNCATED_BEFORE_INDEX(new Damaged(MP4_INDEX_LAST, Damage.CUT_IN_HALF)),
    /** {@link #MP4_INDEX_FIRST} with noise in frames 60 to 69; only 0 to 49 and 100 to 149 are sure to be right. */
    CORRUPT_MIDDLE(new Damaged(MP4_INDEX_FIRST, Damage.NOISE_IN_FRAMES_60_TO_69)),
    /** No bytes, named .mp4 like those below. */
    EMPTY(new Junk(Content.NOTHING)),
    GARBAGE(new Junk(Content.NOISE)),
    TEXT(new Junk(Content.TEXT));

    private static final int[] NO_FRAMES = {};

    final Recipe recipe;

    Clip(Video video, Container container) {
        this(new Whole(video, null, container));
    }

    Clip(Video video, Sound sound, Container container) {
        this(new Whole(video, sound, container));
    }

    Clip(Recipe recipe) {
        this.recipe = recipe;
    }

    /** The clip. The first call in a build makes all clips, in some seconds; never write to the file. */
    public Path file() {
        return Clips.FOLDER.resolve(fileName());
    }

    /** The name of {@link #file()}, which no other clip shares. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + extension();
    }

    /** Whether there are frames to decode. */
    public boolean decodable() {
        return numbers().length > 0;
    }

    /** The numbers of all frames that decode, rising. */
    public int[] numbers() {
        if (recipe instanceof Whole whole) {
            return whole.video().numbers();
        }
        if (recipe instanceof Damaged damaged) {
            int[] all = damaged.of().numbers();
            return switch (damaged.damage()) {
                case CUT_AT_FRAME_100 -> Arrays.copyOf(all, 100);
                case CUT_IN_HALF -> NO_FRAMES;
                case NOISE_IN_FRAMES_60_TO_69 -> all;
            };
        }
        return NO_FRAMES;
    }

    /** The number of the frame on screen at {@code seconds}: the last that has begun, or the first for times below 0. */
    public int frameAt(double seconds) {
        int[] numbers = numbers();
        int shown = numbers[0];
        for (int number : numbers) {
            if (secondsOf(number) <= seconds + 1e-9) {
                shown = number;
            }
        }
        return shown;
    }

    /** The number of the last frame that decodes. */
    public int lastFrame() {
        int[] numbers = numbers();
        return numbers[numbers.length - 1];
    }

    /** When frame {@code number} begins, in seconds from the first frame. */
    public double secondsOf(int number) {
        return number / (double) Video.FRAMES_PER_SECOND;
    }

    /** From the first frame to the end of the last that should be there, in seconds. */
    public double seconds() {
        return secondsOf(video().end());
    }

    /** Upright, in square pixels. */
    public int width() {
        return video().shape().uprightWidth();
    }

    /** Upright, in square pixels. */
    public int height() {
        return video().shape().uprightHeight();
    }

    /** How the colours of the clip are stored. */
    public Colours colours() {
        return video().colours();
    }

    Video video() {
        if (recipe instanceof Whole whole) {
            return whole.video();
        }
        if (recipe instanceof Damaged damaged) {
            return damaged.of().video();
        }
        throw new IllegalStateException(this + " has no video");
    }

    private String extension() {
        if (recipe instanceof Whole whole) {
            return whole.container().extension();
        }
        return recipe instanceof SoundOnly sound ? sound.extension() : "mp4";
    }
}
