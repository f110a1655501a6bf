package io.posterframe.decode;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_CUSTOM_IO;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A container opened by one of FFmpeg's demuxers, over {@link MediaBytes}. Owns the streams that it hands out. Whatever the
 * bytes name, no other file is opened: no protocol is allowed, and what opens files for demuxers refuses.
 */
final class FfmpegContainer implements AutoCloseable {
    private final FfmpegInput input;
    private final AVFormatContext context;

    /**
     * Opens a container.
     *
     * @param demuxer FFmpeg's name of the format; it is not guessed
     * @param options the demuxer's options
     */
    FfmpegContainer(MediaBytes bytes, String demuxer, Map<String, String> options) {
        input = new FfmpegInput(bytes);
        context = avformat_alloc_context();
        AVDictionary dictionary = new AVDictionary(null);
        try {
            context.pb(input.context());
            context.flags(context.flags() | AVFMT_FLAG_CUSTOM_IO);
            context.io_open(Ffmpeg.NO_OTHER_FILE);
            av_dict_set(dictionary, "protocol_whitelist", "none", 0);
            av_dict_set(dictionary, "format_whitelist", demuxer, 0);
            av_dict_set(dictionary, "codec_whitelist", VideoCodecs.LIST, 0);
            options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
            int result = avformat_open_input(context, (String) null, av_find_input_format(demuxer), dictionary);
            if (result < 0) {
                // FFmpeg has freed the context
                input.rethrow();
                throw new PictureException(
                        new Failure.Undecodable("this file is damaged and can't be read", demuxer + ": " + result));
            }
        } catch (RuntimeException e) {
            input.close();
            throw e;
        } finally {
            av_dict_free(dictionary);
        }
    }

    /** Reads on until all streams are known, or as much as that may take. */
    void findStreams() {
        int result = avformat_find_stream_info(context, (PointerPointer<?>) null);
        input.rethrow();
        if (result < 0) {
            throw new PictureException(
                    new Failure.Undecodable("this file is damaged and can't be read", "streams: " + result));
        }
    }

    /** Reads packets no longer past what lies between them, which costs little from a disk and much from far away. */
    void readExactly() {
        input.context().direct(1);
    }

    /** Throws the failure that ended reading, if there was one, and forgets it. */
    void rethrow() {
        input.rethrow();
    }

    AVFormatContext context() {
        return context;
    }

    int streams() {
        return context.nb_streams();
    }

    AVStream stream(int index) {
        return context.streams(index);
    }

    /**
     * Reads the next packet of any stream.
     *
     * @return false behind the last one, or where the file can't be read on
     */
    boolean read(AVPacket packet) {
        av_packet_unref(packet);
        int result = av_read_frame(context, packet);
        input.rethrow();
        return result >= 0;
    }

    @Override
    public void close() {
        avformat_close_input(context);
        input.close();
    }
}
