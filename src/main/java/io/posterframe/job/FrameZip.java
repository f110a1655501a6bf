package io.posterframe.job;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * All frames of a job that is completed, as a zip that is made while it is read: the same bytes each time, of a length that
 * is known beforehand. It holds a page of rows and one piece of a bundle at a time; the rows are read once for the entries
 * and once more for the directory behind them. It fails with a PictureException rather than end with less than all. To be
 * used on one event loop, by one reader.
 */
public final class FrameZip extends PulledStream {
    private static final int PAGE = 500;
    private static final int PIECE_BYTES = 1 << 20;

    private final FrameJob job;
    private final Frames frames;
    private final FrameNames names;
    private final ZipHeaders headers;
    private final int count;
    private final long directoryOffset;
    private final long length;

    private List<JobFrame> page = List.of();
    private int taken;
    private int number;
    private long offset;
    private boolean inDirectory;
    private boolean ended;

    /** Where frames are read from. */
    interface Frames {

        /** Some from a number on, in order, without a gap. */
        Future<List<JobFrame>> page(int first, int limit);

        /**
         * Reads frames that follow each other in one bundle, and makes something of their bytes, both on a thread that may
         * block.
         */
        Future<Buffer> read(JobFrame first, JobFrame last, Function<ByteBuffer, Buffer> making);
    }

    /** @param job completed */
    FrameZip(FrameJob job, Frames frames) {
        this.job = job;
        this.frames = frames;
        this.count = job.done();
        this.names = FrameNames.of(job);
        this.directoryOffset = count * ZipHeaders.localBytes(names.length()) + job.bytes();
        Instant finishedAt = job.finishedAt();
        this.headers =
                new ZipHeaders(directoryOffset >= ZipHeaders.WIDE, finishedAt == null ? job.updatedAt() : finishedAt);
        this.length = directoryOffset + headers.directoryBytes(count, names.length()) + headers.endBytes(count);
    }

    /** How long it is in bytes. */
    public long length() {
        return length;
    }

    @Override
    protected Future<@Nullable Buffer> next() {
        if (number == count && !inDirectory) {
            turnToDirectory();
        }
        if (number == count) {
            return Future.succeededFuture(end());
        }
        return rows().compose(there -> inDirectory ? Future.succeededFuture(directory()) : entries());
    }

    private void turnToDirectory() {
        if (offset != directoryOffset) {
            throw wrong("its frames have other sizes than it says");
        }
        inDirectory = true;
        number = 0;
        offset = 0;
        page = List.of();
        taken = 0;
    }

    private @Nullable Buffer end() {
        if (ended) {
            return null;
        }
        ended = true;
        Buffer out = Buffer.buffer();
        headers.end(out, count, names.length(), directoryOffset);
        return out;
    }

    /** Reads the rows of the next frames, unless there are some left. */
    private Future<@Nullable Void> rows() {
        if (taken < page.size()) {
            return Future.succeededFuture();
        }
        return frames.page(number, PAGE).map(rows -> {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).number() != number + i) {
                    throw wrong("a frame is missing");
                }
            }
            if (rows.isEmpty() || number + rows.size() > count) {
                throw wrong("it has another number of frames than it says");
            }
            page = rows;
            taken = 0;
            return null;
        });
    }

    private Future<Buffer> entries() {
        int end = endOfPiece();
        List<JobFrame> piece = page.subList(taken, end);
        return frames.read(piece.get(0), piece.get(piece.size() - 1), bytes -> packed(piece, bytes))
                .map(made -> {
                    taken = end;
                    number += piece.size();
                    for (JobFrame frame : piece) {
                        offset += ZipHeaders.localBytes(names.length()) + frame.bytes();
                    }
                    return made;
                });
    }

    /** Behind the last of the page's next frames that come in one read. */
    private int endOfPiece() {
        JobFrame first = page.get(taken);
        int end = taken + 1;
        while (end < page.size()) {
            JobFrame before = page.get(end - 1);
            JobFrame frame = page.get(end);
            boolean follows =
                    frame.bundle().equals(first.bundle()) && frame.offset() == before.offset() + before.bytes();
            if (!follows || frame.offset() + frame.bytes() - first.offset() > PIECE_BYTES) {
                break;
            }
            end++;
        }
        return end;
    }

    /** On a thread that may block. */
    private Buffer packed(List<JobFrame> piece, ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        int start = piece.get(0).offset();
        Buffer out = Buffer.buffer(all.length + piece.size() * (int) ZipHeaders.localBytes(names.length()));
        CRC32 sum = new CRC32();
        for (JobFrame frame : piece) {
            int at = frame.offset() - start;
            sum.reset();
            sum.update(all, at, frame.bytes());
            if (sum.getValue() != frame.crc()) {
                throw wrong("frame " + frame.number() + " is damaged");
            }
            headers.local(out, names.of(frame.number()), frame);
            out.appendBytes(all, at, frame.bytes());
        }
        return out;
    }

    private Buffer directory() {
        Buffer out = Buffer.buffer();
        for (; taken < page.size(); taken++) {
            JobFrame frame = page.get(taken);
            headers.central(out, names.of(frame.number()), frame, offset);
            offset += ZipHeaders.localBytes(names.length()) + frame.bytes();
            number++;
        }
        return out;
    }

    private PictureException wrong(String what) {
        return new PictureException(new Failure.SourceMissing("job " + job.id() + ": " + what));
    }
}
