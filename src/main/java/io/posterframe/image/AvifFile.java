package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
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

    /** Writes the file of a picture: its colour, and its alpha if there is any. */
    static void write(OutputStream out, CodedPicture... pictures) throws IOException {
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

    private static void mux(AVFormatContext muxer, CodedPicture... pictures) {
        for (CodedPicture picture : pictures) {
            AVStream stream = avformat_new_stream(muxer, null);
            check(avcodec_parameters_copy(stream.codecpar(), picture.parameters()), "stream");
        }
        check(avformat_write_header(muxer, (AVDictionary) null), "header");
        for (int i = 0; i < pictures.length; i++) {
            AVPacket packet = pictures[i].packet();
            packet.stream_index(i);
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
