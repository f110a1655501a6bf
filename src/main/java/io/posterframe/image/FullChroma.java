package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/**
 * A part of a frame with odd sides, and chroma worked out for every pixel. By itself swscale takes the last sample of
 * chroma, which stands for half as many pixels as others, for a whole one, and colour is drawn out by a pixel until there.
 */
final class FullChroma implements AutoCloseable {
    /** Planar YUV with chroma of half the width or height: depth and alpha. */
    private static final Pattern HALVED = Pattern.compile("yuv(a|j)?4(?:20|22|40)p(\\d+le)?");

    private static final int ALIGNMENT = 64;

    private final Frame frame;
    private final AVFrame whole;
    private final String pixelFormat;

    private FullChroma(Frame frame, AVFrame whole, String pixelFormat) {
        this.frame = frame;
        this.whole = whole;
        this.pixelFormat = pixelFormat;
    }

    /** Whether it makes a difference to see: half a pixel or more where the picture ends. */
    static boolean helps(Frame frame, int width, int height, Pixels target) {
        boolean across = (width & 1) == 1 && 2 * target.width() > width;
        boolean down = (height & 1) == 1 && 2 * target.height() > height;
        return (across || down) && HALVED.matcher(frame.pixelFormat()).matches();
    }

    /**
     * Takes a part out of a frame; the caller closes it.
     *
     * @param planes where the part begins in each plane; its left and top edge are even
     */
    static FullChroma of(Frame frame, List<BytePointer> planes, int width, int height) {
        Matcher format = HALVED.matcher(frame.pixelFormat());
        if (!format.matches()) {
            throw new IllegalArgumentException(frame.pixelFormat());
        }
        boolean alpha = "a".equals(format.group(1));
        String depth = format.group(2) == null ? "" : format.group(2);
        String full = (alpha ? "yuva444p" : "yuv444p") + depth;
        AVFrame part = av_frame_alloc();
        try {
            part.width(width + 1 & ~1).height(height + 1 & ~1);
            part.format(av_get_pix_fmt(frame.pixelFormat().replace("yuvj", "yuv")));
            part.color_range(frame.colour().fullRange() ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
            if (av_frame_get_buffer(part, ALIGNMENT) < 0) {
                throw new OutOfMemoryError("no native memory for " + width + "x" + height + " pixels");
            }
            AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(part.format());
            for (int p = 0; p < planes.size(); p++) {
                boolean chroma = p == 1 || p == 2;
                int columns = -(-width >> (chroma ? descriptor.log2_chroma_w() : 0));
                int rows = -(-height >> (chroma ? descriptor.log2_chroma_h() : 0));
                int bytes = depth.isEmpty() ? 1 : 2;
                av_image_copy_plane(
                        part.data(p), part.linesize(p), planes.get(p), frame.strides()[p], columns * bytes, rows);
                int allColumns = chroma && descriptor.log2_chroma_w() > 0 ? columns : part.width();
                int allRows = chroma && descriptor.log2_chroma_h() > 0 ? rows : part.height();
                repeatEdges(plane(part, p), part.linesize(p), columns * bytes, rows, allColumns * bytes, allRows);
            }
            int across = frame.colour().chroma() == Colour.Chroma.CENTRE ? 128 : 0;
            String chain =
                    "scale=flags=bicubic+accurate_rnd:in_h_chr_pos=" + across + ":in_v_chr_pos=128,format=" + full;
            return new FullChroma(frame, FilterGraph.apply(chain, part), full);
        } finally {
            av_frame_free(part);
        }
    }

    /** Fills a plane up, lengths in bytes: by a sample in each row, and by a row. */
    private static void repeatEdges(ByteBuffer plane, int stride, int length, int rows, int allLength, int allRows) {
        int more = allLength - length;
        for (int y = 0; y < rows && more > 0; y++) {
            int end = y * stride + length;
            plane.put(end, plane, end - more, more);
        }
        if (allRows > rows) {
            plane.put(rows * stride, plane, (rows - 1) * stride, allLength);
        }
    }

    private static ByteBuffer plane(AVFrame frame, int plane) {
        return new BytePointer(frame.data(plane))
                .capacity((long) frame.linesize(plane) * frame.height())
                .asByteBuffer();
    }

    /** The part, grown to even sides; valid until this is closed. */
    Frame frame() {
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[frame.planes().size()];
        for (int p = 0; p < strides.length; p++) {
            strides[p] = whole.linesize(p);
            planes.add(plane(whole, p));
        }
        return new Frame(planes, strides, pixelFormat, whole.width(), whole.height(), frame.colour(), frame.shape());
    }

    @Override
    public void close() {
        av_frame_free(whole);
    }
}
