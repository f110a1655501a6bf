package io.posterframe.job;

import io.posterframe.archive.Archive;
import io.posterframe.render.FrameSink;
import io.posterframe.render.RenderedPicture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames as a worker makes them, and writes them in bundles: one file, one force to the disk and one transaction for
 * many frames. The pool's thread puts them in, and the job's thread writes; what waits between the two is bounded, as the
 * worker is told to stop when there is too much.
 */
final class FrameWriter implements FrameSink {
    /** A bundle is written when it has so much. */
    private static final int BUNDLE_BYTES = 4 << 20;

    private static final int BUNDLE_FRAMES = 250;

    /** Or when its first frame has waited for so long, so that progress is seen. */
    private static final long BUNDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long WAITING_BYTES = 8L << 20;

    private final FrameJob job;
    private final Archive archive;
    private final FrameLedger ledger;
    private final BlockingQueue<RenderedPicture> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<RenderedPicture> bundle = new ArrayList<>();
    private int next;
    private int bundleBytes;
    private long bundleBegun;

    /** @param job as it was begun; its next frame is the first that comes */
    FrameWriter(FrameJob job, Archive archive, FrameLedger ledger) {
        this.job = job;
        this.archive = archive;
        this.ledger = ledger;
        this.next = job.done();
    }

    /** How many frames are safe. */
    int done() {
        return next;
    }

    @Override
    public boolean accept(int index, RenderedPicture picture) {
        waiting.add(picture);
        return waitingBytes.addAndGet(picture.bytes().remaining()) < WAITING_BYTES;
    }

    /**
     * Takes what comes within a moment, and writes it when there is enough.
     *
     * @return how many frames were written, and their bytes; null for none
     */
    @Nullable
    Written step(long millis) throws IOException, InterruptedException {
        RenderedPicture picture = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (picture != null) {
            int length = picture.bytes().remaining();
            waitingBytes.addAndGet(-length);
            if (bundle.isEmpty()) {
                bundleBegun = System.nanoTime();
            }
            bundle.add(picture);
            bundleBytes += length;
        }
        boolean full = bundleBytes >= BUNDLE_BYTES || bundle.size() >= BUNDLE_FRAMES;
        boolean late = !bundle.isEmpty() && System.nanoTime() - bundleBegun > BUNDLE_NANOS;
        return full || late ? write() : null;
    }

    /** Whether nothing is left to be taken. */
    boolean isDrained() {
        return waiting.isEmpty();
    }

    /** Writes what is there. */
    @Nullable
    Written flush() throws IOException {
        return bundle.isEmpty() ? null : write();
    }

    /** What became safe in one go. */
    record Written(int frames, long bytes) {}

    private Written write() throws IOException {
        // no two runs write the same name, should one go on that was taken for dead
        String name = next + "-" + job.run();
        ByteBuffer bytes = ByteBuffer.allocate(bundleBytes);
        List<JobFrame> frames = new ArrayList<>();
        for (RenderedPicture picture : bundle) {
            int offset = bytes.position();
            bytes.put(picture.bytes().duplicate());
            CRC32 crc = new CRC32();
            crc.update(bytes.array(), offset, bytes.position() - offset);
            frames.add(new JobFrame(
                    job.id(),
                    next + frames.size(),
                    name,
                    offset,
                    bytes.position() - offset,
                    crc.getValue(),
                    picture.width(),
                    picture.height()));
        }
        archive.write(job.id(), name, bytes.flip());
        ledger.add(job, frames);
        Written written = new Written(frames.size(), bundleBytes);
        next += frames.size();
        bundle.clear();
        bundleBytes = 0;
        return written;
    }
}
