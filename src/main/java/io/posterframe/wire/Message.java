package io.posterframe.wire;

import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;

/**
 * One message between the edge and a worker. The edge sends a {@link Job} and answers each {@link Read} with
 * {@link Bytes} or {@link ReadFailed}; the worker says {@link Encoding} on the way, and ends the job with
 * {@link Data} and a {@link Picture}, or with {@link Failed}. A worker says {@link Ready} once, before its first job.
 */
public sealed interface Message {

    /**
     * Make a picture.
     *
     * @param source   names the media and its version; equal names mean equal bytes
     * @param size     the length of the media in bytes
     * @param unfinished whether the media goes on behind that, with what has not come yet
     * @param maxBytes the largest picture file that is wanted
     */
    record Job(String source, long size, boolean unfinished, PictureSpec spec, PictureConfig limits, long maxBytes)
            implements Message {}

    /** The bytes that were asked for; empty past the end of the media. */
    record Bytes(byte[] data, int length) implements Message {}

    /** The bytes can't be had, or nobody wants the picture any more: give the job up. The edge knows why. */
    record ReadFailed() implements Message {}

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
            boolean warm)
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
