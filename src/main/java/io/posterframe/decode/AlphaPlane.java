package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a picture and its alpha together that were decoded as two. */
final class AlphaPlane {
    private AlphaPlane() {}

    /** The picture with the grey of another as its alpha; without, when the two don't fit, which AVIF forbids. */
    static Frame join(Frame picture, Frame alpha) {
        boolean grey = picture.pixelFormat().startsWith("gray");
        String format = picture.pixelFormat();
        String depth = format.replaceFirst("^(gray|yuv4..p|gbrp)", "");
        String joined = grey
                ? "yuva420p" + depth
                : format.replaceFirst("^yuv(4..)p", "yuva$1p").replaceFirst("^gbrp", "gbrap");
        boolean fits = alpha.width() == picture.width()
                && alpha.height() == picture.height()
                && alpha.pixelFormat().replaceFirst("^(gray|yuv4..p)", "").equals(depth)
                && !joined.equals(format)
                && av_get_pix_fmt(joined) != AV_PIX_FMT_NONE;
        if (!fits) {
            return picture;
        }
        List<ByteBuffer> planes = new ArrayList<>(picture.planes());
        int[] strides = Arrays.copyOf(picture.strides(), 4);
        if (grey) {
            strides[1] = (picture.width() + 1) / 2 * (depth.isEmpty() ? 1 : 2);
            strides[2] = strides[1];
            ByteBuffer neutral = neutral(strides[1] * ((picture.height() + 1) / 2), depth);
            planes.add(neutral);
            planes.add(neutral);
        }
        planes.add(alpha.planes().get(0));
        strides[3] = alpha.strides()[0];
        return new Frame(
                planes,
                strides,
                joined,
                picture.width(),
                picture.height(),
                picture.fullWidth(),
                picture.fullHeight(),
                picture.colour(),
                picture.shape(),
                picture.scan());
    }

    /** Chroma without colour, for a depth such as {@code 10le}; none means 8. */
    private static ByteBuffer neutral(int size, String depth) {
        ByteBuffer plane = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
        if (depth.isEmpty()) {
            while (plane.hasRemaining()) {
                plane.put((byte) 128);
            }
        } else {
            short middle = (short) (1 << Integer.parseInt(depth.replace("le", "")) - 1);
            while (plane.hasRemaining()) {
                plane.putShort(middle);
            }
        }
        return plane.flip();
    }
}
