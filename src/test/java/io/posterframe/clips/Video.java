package io.posterframe.clips;

import java.util.stream.IntStream;

/**
 * A video stream to be encoded, 25 frames a second. The time of a frame, counted from the first, is always its number
 * divided by 25.
 *
 * @param codec            what it is encoded with
 * @param end              frames have numbers from 0 to below this
 * @param keyframeInterval frames from one key frame to the next
 * @param shape            its size and turn
 * @param colours          its colours
 * @param rate             which frames are there
 */
record Video(Codec codec, int end, int keyframeInterval, Shape shape, Colours colours, Rate rate) {

    static final int FRAMES_PER_SECOND = 25;

    enum Codec {
        /** With two B-frames between the others. */
        H264,
        /** With B-frames before the key frame that are decoded after it and lean on the GOP before. */
        H264_OPEN_GOP,
        /** 10 bits a sample; made beforehand, as the three below it, for want of an encoder. */
        H264_10_BIT,
        /** A sample of chroma for each pixel. */
        H264_444,
        HEVC,
        /** With open GOPs. */
        HEVC_10_BIT,
        VP8,
        VP9,
        AV1,
        /** By another encoder, which hides frames. */
        AV1_SVT,
        AV1_10_BIT,
        /** ProRes 422, 10 bit, key frames only. */
        PRORES,
        /** With B-frames. */
        MPEG2,
        /** Each frame coded as two fields, the top one first. */
        MPEG2_INTERLACED,
        /** Without B-frames. */
        MPEG4,
        MPEG4_B_FRAMES,
        /** Key frames only. */
        MJPEG,
        WMV2,
        /** Sorenson's H.263. */
        FLV1;

        /** Whether its clip lies beside this class as a file. */
        boolean isMadeBeforehand() {
            return this == H264_10_BIT || this == H264_444 || this == HEVC || this == HEVC_10_BIT;
        }
    }

    enum Rate {
        CONSTANT,
        /** Of frames 50 to 99 only every third is there. */
        VARIABLE
    }

    static Video of(Codec codec) {
        return new Video(codec, 150, 50, Shape.PLAIN, Colours.UNTAGGED, Rate.CONSTANT);
    }

    Video end(int value) {
        return new Video(codec, value, keyframeInterval, shape, colours, rate);
    }

    Video keyframeInterval(int value) {
        return new Video(codec, end, value, shape, colours, rate);
    }

    Video shape(Shape value) {
        return new Video(codec, end, keyframeInterval, value, colours, rate);
    }

    Video colours(Colours value) {
        return new Video(codec, end, keyframeInterval, shape, value, rate);
    }

    Video rate(Rate value) {
        return new Video(codec, end, keyframeInterval, shape, colours, value);
    }

    /** Whether frames shown before a keyframe may be decoded after it. */
    boolean openGop() {
        return codec == Codec.H264_OPEN_GOP || codec == Codec.MPEG2 || codec == Codec.MPEG2_INTERLACED;
    }

    /** The numbers of the frames that are there, rising. */
    int[] numbers() {
        return IntStream.range(0, end)
                .filter(n -> rate == Rate.CONSTANT || n < 50 || n >= 100 || n % 3 == 2)
                .toArray();
    }
}
