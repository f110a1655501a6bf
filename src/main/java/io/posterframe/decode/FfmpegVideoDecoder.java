package io.posterframe.decode;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_CENTER;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg 8's decoder of a container's video. */
final class FfmpegVideoDecoder implements VideoDecoder {
    private static final int FULL_RANGE = 2;

    private final AVCodecParameters parameters;
    private final ColourCodes container;
    private final AVRational storedAspect;
    private final long maxPixels;
    private final int clockwiseTurns;
    private final boolean mirrored;
    private final FfmpegDecoder decoder;
    private final AVFrame kept;
    private final Untimed untimed = new Untimed();
    private boolean hasKept;
    private boolean erred;

    FfmpegVideoDecoder(FfmpegFile file, long maxPixels) {
        AVStream stream = file.stream();
        this.parameters = stream.codecpar();
        this.container = file.colour();
        this.storedAspect = stream.sample_aspect_ratio();
        this.maxPixels = maxPixels;
        String name = VideoCodecs.decoder(parameters.codec_id())
                .orElseThrow(() -> new PictureException(new Failure.Undecodable(
                        "there is no decoder for this video", "codec " + parameters.codec_id())));
        checkSize(parameters.width(), parameters.height());
        DisplayMatrix matrix = matrix();
        this.clockwiseTurns = matrix.clockwiseTurns();
        this.mirrored = matrix.mirrored();
        this.kept = Ffmpeg.allocated(av_frame_alloc());
        try {
            this.decoder = new FfmpegDecoder(name, parameters, maxPixels, 0);
        } catch (RuntimeException e) {
            av_frame_free(kept);
            throw e;
        }
        decoder.onlyWhole(stream.time_base());
    }

    private DisplayMatrix matrix() {
        AVPacketSideData found = av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (found == null || found.size() < DisplayMatrix.NUMBERS * Integer.BYTES) {
            return DisplayMatrix.UPRIGHT;
        }
        IntPointer numbers = new IntPointer(found.data());
        return new DisplayMatrix(numbers.get(0), numbers.get(1), numbers.get(3), numbers.get(4));
    }

    @Override
    public void flush() {
        decoder.flush();
        untimed.flush();
        erred = false;
    }

    @Override
    public void skipUnreferenced(boolean skip) {
        decoder.skipUnreferenced(skip);
    }

    @Override
    public void send(Packet.@Nullable Data packet) {
        AVPacket sent = packet == null ? null : ((FfmpegPacket) packet).packet();
        erred |= !decoder.send(sent);
        if (sent == null) {
            untimed.ended();
        } else if (sent.pts() == Packet.UNKNOWN && sent.dts() != Packet.UNKNOWN) {
            untimed.sent(sent.dts(), decoder.delay());
        }
    }

    @Override
    public @Nullable Decoded next() {
        if (!decoder.receive()) {
            erred |= decoder.erred();
            return null;
        }
        checkSize(decoder.frame().width(), decoder.frame().height());
        if (decoder.frame().pts() == Packet.UNKNOWN) {
            decoder.frame().pts(untimed.time(decoder.frame().best_effort_timestamp()));
        }
        return new FfmpegPicture(decoder.frame());
    }

    @Override
    public void keep() {
        av_frame_unref(kept);
        av_frame_move_ref(kept, decoder.frame());
        hasKept = true;
    }

    @Override
    public @Nullable Decoded kept() {
        return hasKept ? new FfmpegPicture(kept) : null;
    }

    @Override
    public boolean erred() {
        return erred;
    }

    private final class FfmpegPicture implements Decoded {
        private final AVFrame frame;

        FfmpegPicture(AVFrame frame) {
            this.frame = frame;
        }

        @Override
        public long pts() {
            return frame.pts();
        }

        @Override
        public void show(Consumer<Frame> viewer) {
            viewer.accept(FfmpegFrames.describe(
                    frame, frame.width(), frame.height(), shape(frame), colour(frame), scan(frame)));
        }
    }

    private Shape shape(AVFrame frame) {
        AVRational own = frame.sample_aspect_ratio();
        boolean stored = storedAspect.num() > 0 && storedAspect.den() > 0;
        AVRational aspect = stored ? storedAspect : own;
        return new Shape(mirrored, clockwiseTurns, aspect.num(), aspect.den());
    }

    private Colour colour(AVFrame frame) {
        int range = FfmpegFrames.name(frame).startsWith("yuvj") ? FULL_RANGE : frame.color_range();
        ColourCodes codes = new ColourCodes(frame.color_primaries(), frame.color_trc(), frame.colorspace(), range);
        Colour.Chroma chroma =
                frame.chroma_location() == AVCHROMA_LOC_CENTER ? Colour.Chroma.CENTRE : Colour.Chroma.LEFT;
        return codes.or(container).colour(frame.height()).at(chroma);
    }

    private static Frame.Scan scan(AVFrame frame) {
        if ((frame.flags() & AV_FRAME_FLAG_INTERLACED) == 0) {
            return Frame.Scan.PROGRESSIVE;
        }
        return (frame.flags() & AV_FRAME_FLAG_TOP_FIELD_FIRST) != 0
                ? Frame.Scan.TOP_FIELD_FIRST
                : Frame.Scan.BOTTOM_FIELD_FIRST;
    }

    private void checkSize(int width, int height) {
        FrameSize.check(width, height, maxPixels);
    }

    @Override
    public void close() {
        decoder.close();
        av_frame_free(kept);
    }
}
