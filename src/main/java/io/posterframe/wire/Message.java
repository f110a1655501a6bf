package io.posterframe.wire;

import io.posterframe.picture.Engine;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.timeline.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message between the edge and a worker. The edge sends a {@link Task} and answers each {@link Read} with
 * {@link Bytes}, each {@link Open} with {@link Opened}, or either with {@link ReadFailed}; the worker says {@link Encoding}
 * on the way. It ends a {@link Job} with {@link Data} and a {@link Picture}, a {@link Probe} with {@link Probed}, and any
 * task with {@link Failed}. In a {@link Pass} it sends Data and a Picture for each frame and waits for {@link Next} or
 * {@link Stop} after each; {@link PassEnd} follows the last one. A worker says {@link Ready} once, before its first task.
 */
public sealed interface Message {

    /** Something to be done with media. */
    sealed interface Task extends Message {
        JobMedia media();
    }

    /**
     * Make a picture.
     *
     * @param maxBytes the largest picture file that is wanted
     */
    record Job(JobMedia media, PictureSpec spec, PictureConfig limits, long maxBytes) implements Task {}

    /**
     * Make a picture of each of these frames of a video, in one pass over it.
     *
     * @param times    microseconds from the first frame, 0 or more, never falling; {@link Wire#MAX_TIMES} at most
     * @param maxBytes the largest picture file that is wanted
     */
    record Pass(
            JobMedia media,
            List<Long> times,
            Geometry geometry,
            io.posterframe.picture.Encoding encoding,
            PictureConfig limits,
            long maxBytes)
            implements Task {}

    /** Tell what a video is. */
    record Probe(JobMedia media) implements Task {}

    /** Go on with the next frame of the pass. */
    record Next() implements Message {}

    /** Leave the rest of the pass. */
    record Stop() implements Message {}

    /** The pass is at its end, or was left as it should be. */
    record PassEnd() implements Message {}

    /**
     * What a video is.
     *
     * @param durationMicros 0 or more
     * @param width          upright and in square pixels, as is the height; 1 or more
     * @param engine         what decodes it
     */
    record Probed(long durationMicros, int width, int height, Engine engine) implements Message {}

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
     * All that the picture needs of the media has been decoded. Said at most once a picture, and before it is at an end:
     * the time and memory that are still needed depend on the picture's size and format, not on what is in the media.
     */
    record Encoding() implements Message {}

    /**
     * The picture's file has been sent, all of it.
     *
     * @param format     what it is written in
     * @param length     the length of the file
     * @param readNanos  spent waiting for bytes
     * @param decodeNanos spent decoding, without waiting
     * @param warm       whether the video was still open from an earlier job, or an earlier frame of the pass
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
