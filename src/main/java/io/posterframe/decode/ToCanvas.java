package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/** Converts decoded frames of GIF and WebP to BGRA. */
final class ToCanvas {
    private static final int UNITY = 1 << 16;
    /** In the middle between two samples, in 1/256 of a luma pixel. */
    private static final int CENTRED = 128;

    private ToCanvas() {}

    /** The frame as a canvas of its size, which the caller closes. */
    static Canvas convert(AVFrame frame) {
        Canvas canvas = new Canvas(frame.width(), frame.height());
        SwsContext sws = sws_alloc_context();
        try {
            AVFrame target = canvas.frame();
            sws.flags(SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
            sws.src_w(frame.width()).src_h(frame.height()).src_format(frame.format());
            sws.dst_w(frame.width()).dst_h(frame.height()).dst_format(target.format());
            sws.src_h_chr_pos(CENTRED).src_v_chr_pos(CENTRED);
            // WebP's YUV is BT.601 of limited range (RFC 9649, 2.5)
            sws_setColorspaceDetails(
                    sws, sws_getCoefficients(SWS_CS_ITU601), 0, sws_getCoefficients(SWS_CS_ITU601), 1, 0, UNITY, UNITY);
            if (sws_init_context(sws, null, null) < 0) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", "to BGRA");
            }
            sws_scale(sws, frame.data(), frame.linesize(), 0, frame.height(), target.data(), target.linesize());
            return canvas;
        } catch (RuntimeException e) {
            canvas.close();
            throw e;
        } finally {
            sws_freeContext(sws);
        }
    }
}
