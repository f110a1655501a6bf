package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import java.io.IOException;
import java.io.OutputStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** The file around an AV1 picture, through FFmpeg's muxer, which goes back to fill in lengths: kept in native memory. */
final class AvifFile {
    private AvifFile() {}

    /** Writes the file of encoders that have been sent their one frame: colour, and alpha if there is any. */
    static void write(OutputStream out, FfmpegCodec... pictures) throws IOException {
        AVFormatContext muxer = new AVFormatContext(null);
        AVIOContext memory = new AVIOContext(null);
        BytePointer file = new BytePointer((BytePointer) null);
        try {
            check(avformat_alloc_output_context2(muxer, null, "avif", null), "open");
            check(avio_open_dyn_buf(memory), "open");
            muxer.pb(memory);
            mux(muxer, pictures);
            int length = avio_close_dyn_buf(memory, file);
            memory.setNull();
            NativeBytes.write(NativeBytes.view(file, length), out);
        } finally {
            if (!memory.isNull()) {
                avio_close_dyn_buf(memory, file);
            }
            av_free(file);
            avformat_free_context(muxer);
        }
    }

    private static void mux(AVFormatContext muxer, FfmpegCodec... pictures) {
        for (FfmpegCodec picture : pictures) {
            AVStream stream = avformat_new_stream(muxer, null);
            avcodec_parameters_from_context(stream.codecpar(), picture.context());
            stream.time_base(picture.context().time_base());
        }
        check(avformat_write_header(muxer, (AVDictionary) null), "header");
        for (int i = 0; i < pictures.length; i++) {
            pictures[i].send(null);
            AVPacket packet = pictures[i].receive();
            if (packet == null) {
                throw new IllegalStateException("the AV1 encoder gave no picture");
            }
            packet.stream_index(i);
            av_packet_rescale_ts(
                    packet, pictures[i].context().time_base(), muxer.streams(i).time_base());
            check(av_write_frame(muxer, packet), "write");
        }
        check(av_write_trailer(muxer), "end");
    }

    private static void check(int result, String step) {
        if (result < 0) {
            throw new IllegalStateException("an AVIF file failed at " + step + ": " + result);
        }
    }
}
