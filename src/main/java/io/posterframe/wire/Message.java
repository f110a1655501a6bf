package io.posterframe.wire;

import io.posterframe.picture.Engine;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.timeline.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message between the edge and a worker. The edge sends a {@link Job} and answers each {@link Read} with
 * {@link Bytes}, each {@link Open} with {@link Opened}, or either with {@link ReadFailed}; the worker says {@link Encoding} on the way, and ends the job with
 * {@link Data} and a {@link Picture}, or with {@link Failed}. A worker says {@link Ready} once, before its first job.
 */
public sealed interface Message {

    /**
     * Make a picture.
     *
     * @param source   names the media and its version; equal names mean equal bytes
     * @param size     the length of the media in bytes
     * @param unfinished whether the media goes on behind that, with what has not come yet
     * @param timeline the segments where the media is a stream, null where it is one file
     * @param engine   what is known to decode this media, or is to be tried; null for the worker to find out
     * @param maxBytes the largest picture file that is wanted
     */
    record Job(
            String source,
            long size,
            boolean unfinished,
            @Nullable Timeline timeline,
            @Nullable Engine engine,
            PictureSpec spec,
            PictureConfig limits,
            long maxBytes)
            implements Message {}

    /** Answers {@link Open}: the part's length in bytes. */
    record Opened(long size) implements Message {}

    /** The bytes that were asked for; empty past the end of the media. */
    record Bytes(byte[] data, int length) implements Message {}

    /** The bytes can't be had, or nobody wants the picture any more: give the job up. The edge knows why. */
    record ReadFailed() implements Message {}

    /**
     * Make a part of the job's stream ready, which is then read at its {@linkplain Timeline#address address}.
     *
     * @param next parts that will be wanted soon, at most {@link Wire#MAX_NEXT}
     */
    record Open(int part, List<Integer> next) implements Message {}

    /** The worker has loaded its libraries. */
    record Ready() implements Message {}

    /**
     * Give me bytes of the job's media.
     *
     * @param length the most that is wanted, 1 to {@link Wire#MAX_READ}
     * @param ahead  how many bytes right behind them will be wanted next, 0 for unknown
     */
    record Read(long offset, int length, long ahead) implements Message {}

    /**
     * All that was asked of the media has been decoded. Said at most once a job, and before it is at an end: the time and
     * memory that are still needed depend on the picture's size and format, not on what is in the media.
     */
    record Encoding() implements Message {}

    /**
     * The picture's file has been sent, all of it.
     *
     * @param format     what it is written in
     * @param length     the length of the file
     * @param readNanos  spent waiting for bytes
     * @param decodeNanos spent decoding, without waiting
     * @param warm       whether the video was still open from an earlier job
     * @param engine     what decoded it, null for an image
     */
    record Picture(
            ImageFormat format,
            int width,
            int height,
            int length,
            long readNanos,
            long decodeNanos,
            long composeNanos,
            long encodeNanos,
            boolean warm,
            @Nullable Engine engine)
            implements Message {}

    /** The next part of the picture's file; void when the job fails after it. */
    record Data(byte[] bytes, int offset, int length) implements Message {}

    /** There is no picture. */
    record Failed(Reason reason, String parameter, String message, String detail) implements Message {}

    /** Why a worker gave a job up. */
    enum Reason {
        /** The spec can't be met for this video. */
        BAD_PARAMETER,
        /** The media can't be decoded. */
        UNDECODABLE,
        /** The picture needs what lies behind the end of unfinished media. */
        UNFINISHED,
        /** What writes the format is missing. */
        FORMAT_OFF,
        /** The edge answered {@link ReadFailed}. */
        INPUT,
        /** A fault of ours, or of the machine, that leaves the worker well. */
        FAULT,
        /** A fault of ours, or no memory; the worker ends itself after saying so. */
        INTERNAL
    }
}
