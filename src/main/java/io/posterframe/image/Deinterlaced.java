package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Frame.Scan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * What of a frame is of one moment: a progressive frame itself; of an interlaced one its first field, whose missing rows
 * are filled in along the edges of what is there (FFmpeg's estdif).
 */
final class Deinterlaced implements AutoCloseable {
    private final Frame frame;
    private final @Nullable AVFrame filled;

    private Deinterlaced(Frame frame, @Nullable AVFrame filled) {
        this.frame = frame;
        this.filled = filled;
    }

    /** @param halved whether the picture needs no more than half of the frame's rows: then the field alone is handed over */
    static Deinterlaced of(Frame frame, boolean halved) {
        boolean known = av_get_pix_fmt(frame.pixelFormat()) != AV_PIX_FMT_NONE;
        if (frame.scan() == Scan.PROGRESSIVE || !known) {
            return new Deinterlaced(frame, null);
        }
        // the fields of other heights have unequal rows of chroma
        return halved && frame.height() % 4 == 0 ? new Deinterlaced(field(frame), null) : filled(frame);
    }

    /** Valid until this is closed, and as long as the frame that it was made of. */
    Frame frame() {
        return frame;
    }

    /** Every second row: as if a decoder had halved the height. */
    private static Frame field(Frame frame) {
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[frame.strides().length];
        for (int p = 0; p < strides.length; p++) {
            int first = frame.scan() == Scan.TOP_FIELD_FIRST ? 0 : frame.strides()[p];
            planes.add(frame.planes().get(p).duplicate().position(first).slice());
            strides[p] = 2 * frame.strides()[p];
        }
        return progressive(frame, planes, strides, frame.pixelFormat(), frame.height() / 2);
    }

    private static Deinterlaced filled(Frame frame) {
        AVFrame woven = av_frame_alloc();
        AVFrame filled;
        try {
            woven.width(frame.width()).height(frame.height()).format(av_get_pix_fmt(frame.pixelFormat()));
            boolean top = frame.scan() == Scan.TOP_FIELD_FIRST;
            woven.flags(AVFrame.AV_FRAME_FLAG_INTERLACED | (top ? AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST : 0));
            for (int p = 0; p < frame.planes().size(); p++) {
                woven.data(p, new BytePointer(frame.planes().get(p)));
                woven.linesize(p, frame.strides()[p]);
            }
            filled = FilterGraph.apply("estdif=mode=frame:parity=" + (top ? "tff" : "bff"), woven);
        } finally {
            av_frame_free(woven);
        }
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[av_pix_fmt_count_planes(filled.format())];
        int chroma = av_pix_fmt_desc_get(filled.format()).log2_chroma_h();
        for (int p = 0; p < strides.length; p++) {
            strides[p] = filled.linesize(p);
            int shift = p == 1 || p == 2 ? chroma : 0;
            long rows = (filled.height() + (1L << shift) - 1) >> shift;
            planes.add(
                    new BytePointer(filled.data(p)).capacity(rows * strides[p]).asByteBuffer());
        }
        String name = av_get_pix_fmt_name(filled.format()).getString();
        return new Deinterlaced(progressive(frame, planes, strides, name, frame.height()), filled);
    }

    private static Frame progressive(
            Frame frame, List<ByteBuffer> planes, int[] strides, String pixelFormat, int height) {
        return new Frame(
                planes,
                strides,
                pixelFormat,
                frame.width(),
                height,
                frame.fullWidth(),
                frame.fullHeight(),
                frame.colour(),
                frame.shape(),
                Scan.PROGRESSIVE);
    }

    @Override
    public void close() {
        if (filled != null) {
            av_frame_free(filled);
        }
    }
}
