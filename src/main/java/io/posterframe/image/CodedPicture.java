package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One coded picture and what a file has to say of it, without its encoder, which holds ten times the memory. */
final class CodedPicture implements AutoCloseable {
    private final AVCodecParameters parameters = avcodec_parameters_alloc();
    private final AVPacket packet;

    private CodedPicture(FfmpegCodec codec, AVPacket packet) {
        avcodec_parameters_from_context(parameters, codec.context());
        this.packet = av_packet_clone(packet);
    }

    /** Encodes a frame and ends the encoder. */
    static CodedPicture of(String name, AVFrame frame, FfmpegCodec.Setup setup) {
        frame.pts(0);
        try (FfmpegCodec codec = new FfmpegCodec(name, frame, true, setup)) {
            return new CodedPicture(codec, codec.encode(frame));
        }
    }

    AVCodecParameters parameters() {
        return parameters;
    }

    AVPacket packet() {
        return packet;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_parameters_free(parameters);
    }
}
