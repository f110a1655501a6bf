package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.posterframe.clips.Barcode;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobFrame;
import io.vertx.core.Future;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Orders of jobs, and what came of them, for the tests. */
final class CutFrames {
    private static final int PAGE = 100;

    private CutFrames() {}

    /** @param width of the frames; 0 for the video's own */
    static FrameOrder order(String entry, double framesPerSecond, int width) {
        return new FrameOrder(
                JobApi.FRAMES,
                "100",
                entry,
                framesPerSecond,
                width,
                true,
                OptionalLong.empty(),
                OptionalLong.empty(),
                null);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(120, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static FrameJob ended(FrameJobs jobs, String id) {
        Until.holds(
                "job " + id + " has ended",
                () -> find(jobs, id).filter(job -> job.status().ended()).isPresent());
        return find(jobs, id).orElseThrow();
    }

    static Optional<FrameJob> find(FrameJobs jobs, String id) {
        return await(jobs.find(id));
    }

    static List<JobFrame> all(FrameJobs jobs, String id) {
        List<JobFrame> all = new ArrayList<>();
        List<JobFrame> page = await(jobs.images().list(id, 0, PAGE));
        while (!page.isEmpty()) {
            all.addAll(page);
            page = await(jobs.images().list(id, all.size(), PAGE));
        }
        return all;
    }

    /** The barcodes of all frames, each of which must be there once, and be what its row says. */
    static List<Integer> barcodes(FrameJobs jobs, String id) {
        List<Integer> barcodes = new ArrayList<>();
        for (JobFrame frame : all(jobs, id)) {
            assertEquals(barcodes.size(), frame.number());
            byte[] bytes = bytes(await(jobs.images().image(frame, image -> image)));
            assertEquals(frame.bytes(), bytes.length);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            assertEquals(frame.crc(), crc.getValue());
            BufferedImage image = image(bytes);
            assertEquals(frame.width() + "x" + frame.height(), image.getWidth() + "x" + image.getHeight());
            barcodes.add(Barcode.read(image));
        }
        return barcodes;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static BufferedImage image(byte[] bytes) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            assertNotNull(image);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of the frames on screen at the times of an order, at 25 frames a second. */
    static List<Integer> expected(FrameOrder order, int count) {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add((int) (order.micros(i) / 40_000));
        }
        return expected;
    }
}
