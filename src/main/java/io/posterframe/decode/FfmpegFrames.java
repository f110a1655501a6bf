package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_ICC_PROFILE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** What FFmpeg's frames are in our terms. The frame's memory stays FFmpeg's. */
final class FfmpegFrames {
    private static final int PALETTE_BYTES = 256 * 4;

    private FfmpegFrames() {}

    /** Describes a frame that would have the full size if it had not been shrunk while it was decoded. */
    static Frame describe(AVFrame frame, int fullWidth, int fullHeight, Shape shape) {
        return describe(frame, fullWidth, fullHeight, shape, colour(frame));
    }

    static Frame describe(AVFrame frame, int fullWidth, int fullHeight, Shape shape, Colour colour) {
        return describe(frame, fullWidth, fullHeight, shape, colour, Frame.Scan.PROGRESSIVE);
    }

    static Frame describe(AVFrame frame, int fullWidth, int fullHeight, Shape shape, Colour colour, Frame.Scan scan) {
        int[] strides = new int[av_pix_fmt_count_planes(frame.format()) + (hasPalette(frame) ? 1 : 0)];
        for (int p = 0; p < strides.length; p++) {
            strides[p] = frame.linesize(p);
        }
        return new Frame(
                planes(frame, strides),
                strides,
                name(frame),
                frame.width(),
                frame.height(),
                fullWidth,
                fullHeight,
                colour,
                shape,
                scan);
    }

    static String name(AVFrame frame) {
        return av_get_pix_fmt_name(frame.format()).getString();
    }

    private static List<ByteBuffer> planes(AVFrame frame, int[] strides) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        List<ByteBuffer> planes = new ArrayList<>();
        for (int p = 0; p < strides.length; p++) {
            if (p == 1 && hasPalette(frame)) {
                planes.add(bytes(frame.data(p), PALETTE_BYTES));
                continue;
            }
            boolean chroma = p == 1 || p == 2;
            int rows = chroma ? -(-frame.height() >> format.log2_chroma_h()) : frame.height();
            planes.add(bytes(frame.data(p), (long) rows * strides[p]));
        }
        return planes;
    }

    private static ByteBuffer bytes(BytePointer memory, long count) {
        return new BytePointer(memory).capacity(count).asByteBuffer();
    }

    private static boolean hasPalette(AVFrame frame) {
        return (av_pix_fmt_desc_get(frame.format()).flags() & AV_PIX_FMT_FLAG_PAL) != 0;
    }

    /** What an image's decoder says of its colours; BT.601 where it says nothing, since images are never guessed by height. */
    static Colour colour(AVFrame frame) {
        int range = frame.color_range();
        boolean full = range == AVCOL_RANGE_JPEG
                || name(frame).startsWith("yuvj")
                || range == AVCOL_RANGE_UNSPECIFIED && !name(frame).startsWith("yuv");
        Colour.Matrix matrix = frame.colorspace() == AVCOL_SPC_UNSPECIFIED
                ? Colour.Matrix.BT601
                : Colour.Matrix.of(frame.colorspace(), 0);
        Colour.Chroma chroma = frame.chroma_location() == AVCHROMA_LOC_LEFT ? Colour.Chroma.LEFT : Colour.Chroma.CENTRE;
        return new Colour(matrix, full, space(frame), chroma);
    }

    /** The embedded profile, or null. */
    static byte @Nullable [] profile(AVFrame frame) {
        AVFrameSideData profile = av_frame_get_side_data(frame, AV_FRAME_DATA_ICC_PROFILE);
        if (profile == null || profile.isNull()) {
            return null;
        }
        byte[] icc = new byte[(int) profile.size()];
        profile.data().get(icc);
        return icc;
    }

    private static ColourSpace space(AVFrame frame) {
        byte[] icc = profile(frame);
        if (icc != null) {
            return IccProfile.space(icc);
        }
        if (frame.color_primaries() != AVCOL_PRI_BT2020) {
            return ColourSpace.SRGB;
        }
        int transfer = frame.color_trc();
        return new ColourSpace.Bt2020(
                transfer == AVCOL_TRC_SMPTE2084
                        ? ColourSpace.Transfer.PQ
                        : transfer == AVCOL_TRC_ARIB_STD_B67 ? ColourSpace.Transfer.HLG : ColourSpace.Transfer.SDR);
    }
}
