package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A chain of FFmpeg's filters for frames of one size and pixel format, written as on FFmpeg's command line. For one
 * thread. The chain is ours; what goes through it comes from strangers, so its size is checked before.
 */
final class FilterGraph implements AutoCloseable {
    private final AVFilterGraph graph = avfilter_graph_alloc();
    private final AVFilterContext source = new AVFilterContext(null);
    private final AVFilterContext sink = new AVFilterContext(null);

    /**
     * @param chain       one input, one output: {@code format=gbrap,premultiply=inplace=1}
     * @param like        a frame as they will come: size, format, colour fields
     */
    FilterGraph(String chain, AVFrame like) {
        try {
            graph.nb_threads(1);
            String input = "video_size=" + like.width() + "x" + like.height() + ":pix_fmt=" + like.format()
                    + ":time_base=1/1000:pixel_aspect=1/1:colorspace=" + like.colorspace() + ":range="
                    + like.color_range();
            create(source, "buffer", "in", input);
            create(sink, "buffersink", "out", null);
            connect(chain);
            check(avfilter_graph_config(graph, null), "configure");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Puts a frame in, which stays the caller's; null says that it was the last. */
    void put(@Nullable AVFrame frame) {
        check(av_buffersrc_add_frame_flags(source, frame, AV_BUFFERSRC_FLAG_KEEP_REF), "put");
    }

    /** The next frame that comes out, the caller's to free, or null when the chain wants more first or has ended. */
    @Nullable
    AVFrame take() {
        AVFrame frame = av_frame_alloc();
        if (av_buffersink_get_frame(sink, frame) < 0) {
            av_frame_free(frame);
            return null;
        }
        return frame;
    }

    /** What the chain makes of a single frame; the caller frees it. */
    static AVFrame apply(String chain, AVFrame frame) {
        try (FilterGraph graph = new FilterGraph(chain, frame)) {
            graph.put(frame);
            graph.put(null);
            AVFrame result = graph.take();
            if (result == null) {
                throw new IllegalStateException("nothing came out of " + chain);
            }
            return result;
        }
    }

    private void create(AVFilterContext into, String filter, String name, @Nullable String options) {
        check(avfilter_graph_create_filter(into, avfilter_get_by_name(filter), name, options, null, graph), filter);
    }

    private void connect(String chain) {
        AVFilterInOut outputs = end("in", source);
        AVFilterInOut inputs = end("out", sink);
        try {
            check(avfilter_graph_parse_ptr(graph, chain, inputs, outputs, null), chain);
        } finally {
            avfilter_inout_free(inputs);
            avfilter_inout_free(outputs);
        }
    }

    private static AVFilterInOut end(String label, AVFilterContext filter) {
        AVFilterInOut end = avfilter_inout_alloc();
        try (BytePointer text = new BytePointer(label)) {
            end.name(av_strdup(text));
        }
        end.filter_ctx(filter).pad_idx(0).next(null);
        return end;
    }

    private static void check(int result, String step) {
        if (result < 0) {
            throw new IllegalStateException("a filter failed at " + step + ": " + result);
        }
    }

    @Override
    public void close() {
        avfilter_graph_free(graph);
    }
}
