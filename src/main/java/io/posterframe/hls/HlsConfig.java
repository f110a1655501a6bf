package io.posterframe.hls;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;

/** How HLS streams are read. */
public record HlsConfig(
        @Doc(
                        "Which variant of a stream is decoded: fitting = the smallest that is not smaller than the picture, or largest.")
                Variant variant,
        @Doc("Whether a picture whose moment is exactly a key frame's is made of a variant's I-frame playlist.")
                boolean iFrames,
        @Doc("The largest playlist that is read.") @Range(min = 1024, max = 64L << 20) int maxPlaylistBytes,
        @Doc("The most segments that a playlist may name.") @Range(min = 1, max = 500_000) int maxSegments,
        @Doc("The largest segment that is read.") @Range(min = 1024, max = 4L << 30) long maxSegmentBytes,
        @Doc("Segments that are fetched at once where a picture needs several.") @Range(min = 1, max = 16)
                int segmentsAtOnce) {

    public static final HlsConfig DEFAULTS = new HlsConfig(Variant.FITTING, true, 4 << 20, 20_000, 256L << 20, 4);

    /** Which variant of a stream is decoded. */
    public enum Variant {
        FITTING,
        LARGEST
    }
}
