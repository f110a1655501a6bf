package io.posterframe.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.decode.Engines;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeBytesTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private final List<Message.Read> reads = new CopyOnWriteArrayList<>();
    private final byte[] media = new byte[5 * MIB + 123];
    private final PipedOutputStream toEdge = new PipedOutputStream();
    private final PipedOutputStream toWorker = new PipedOutputStream();
    private final Wire edge;
    private final Wire worker;
    private final EdgeLine line;
    private volatile boolean failing;

    EdgeBytesTest() throws IOException {
        edge = new Wire(new PipedInputStream(toEdge, MIB), toWorker);
        worker = new Wire(new PipedInputStream(toWorker, 2 * MIB), toEdge);
        line = new EdgeLine(worker);
        new Random(1).nextBytes(media);
    }

    /** Answers reads as the edge does, until the worker's side is closed. */
    private EdgeBytes serve(byte[] file) {
        Thread server = new Thread(() -> {
            try {
                while (edge.receive() instanceof Message.Read read) {
                    reads.add(read);
                    int from = (int) Math.min(read.offset(), file.length);
                    byte[] part = Arrays.copyOfRange(file, from, Math.min(file.length, from + read.length()));
                    edge.send(failing ? new Message.ReadFailed() : new Message.Bytes(part, part.length));
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        server.setDaemon(true);
        server.start();
        return new EdgeBytes(line, 0, file.length, false);
    }

    @AfterEach
    void endTheServer() throws IOException {
        worker.close();
    }

    @Test
    void growsItsStepsWhileReadingGoesOnInSequence() {
        EdgeBytes bytes = serve(media);
        byte[] all = new byte[media.length];
        byte[] step = new byte[2 * KIB];
        int at = 0;
        int count;
        while ((count = bytes.read(at, step, step.length)) > 0) {
            System.arraycopy(step, 0, all, at, count);
            at += count;
        }
        assertArrayEquals(media, all);
        assertEquals(
                List.of(32 * KIB, 64 * KIB, 128 * KIB, 256 * KIB, 512 * KIB, 512 * KIB),
                reads.stream().limit(6).map(Message.Read::length).toList());
        assertTrue(reads.size() < 16, reads.size() + " reads");
        assertEquals(-1, bytes.read(media.length, step, 1));
    }

    @Test
    void readsLittleAfterAJump() {
        EdgeBytes bytes = serve(media);
        byte[] step = new byte[2 * KIB];
        for (int at : new int[] {0, 3 * MIB, MIB, 4 * MIB}) {
            assertEquals(step.length, bytes.read(at, step, step.length));
            assertArrayEquals(Arrays.copyOfRange(media, at, at + step.length), step);
        }
        assertEquals(
                List.of(32 * KIB, 32 * KIB, 32 * KIB, 32 * KIB),
                reads.stream().map(Message.Read::length).toList());
        assertTrue(line.takeWaitedNanos() > 0);
        assertEquals(0, line.takeWaitedNanos());
    }

    @Test
    void fetchesWhatIsExpectedInFewLargeSteps() {
        EdgeBytes bytes = serve(media);
        bytes.expect(MIB, MIB + 2_500_000);
        readAll(bytes, MIB, MIB + 2_500_000);
        assertEquals(
                List.of(
                        new Message.Read(MIB, MIB, 2_500_000 - MIB),
                        new Message.Read(2 * MIB, MIB, 2_500_000 - 2 * MIB),
                        new Message.Read(3 * MIB, 2_500_000 - 2 * MIB, 0)),
                reads);
        assertEquals(2_500_000, reads.stream().mapToLong(Message.Read::length).sum());
    }

    @Test
    void expectsNothingBehindTheEnd() {
        EdgeBytes bytes = serve(media);
        bytes.expect(5 * MIB, 50 * MIB);
        readAll(bytes, 5 * MIB, media.length);
        assertEquals(List.of(new Message.Read(5 * MIB, 123, 0)), reads);
    }

    @Test
    void forgetsWhatItHeldAndExpectedWhileItRests() {
        EdgeBytes bytes = serve(media);
        bytes.expect(0, 2 * MIB);
        byte[] one = new byte[1];
        bytes.read(0, one, 1);
        bytes.rest();
        bytes.read(0, one, 1);
        assertEquals(media[0], one[0]);
        assertEquals(
                List.of(MIB, 32 * KIB), reads.stream().map(Message.Read::length).toList());
    }

    @Test
    void givesUpWhenTheEdgeHasNoBytesAndGoesOnWhenItHas() {
        EdgeBytes bytes = serve(media);
        byte[] one = new byte[1];
        failing = true;
        PictureException given = assertThrows(PictureException.class, () -> bytes.read(7, one, 1));
        assertInstanceOf(Failure.Cancelled.class, given.failure());
        failing = false;
        assertEquals(1, bytes.read(7, one, 1));
        assertEquals(media[7], one[0]);
    }

    @Test
    void noticesThatTheEdgeIsGone() throws IOException {
        EdgeBytes bytes = serve(media);
        toWorker.close();
        assertThrows(UncheckedIOException.class, () -> bytes.read(0, new byte[1], 1));
    }

    @Test
    void asksForOneGroupAndNotMuchMore() throws IOException {
        new Engines(EngineChoice.AUTO, 36_000_000).load();
        EdgeBytes bytes = serve(Files.readAllBytes(Clip.LONG_GOP.file()));
        try (Video video = new Engines(EngineChoice.AUTO, 36_000_000).open(bytes, Zero.FIRST_FRAME)) {
            video.frames(new long[] {0}, (index, frame) -> {});
            bytes.rest();
            reads.clear();
            // the last frame of the second group
            video.frames(new long[] {19_960_000}, (index, frame) -> {});
        }
        long asked = reads.stream().mapToLong(Message.Read::length).sum();
        long group = Clip.LONG_GOP.file().toFile().length() / 6;
        assertTrue(asked <= group * 1.2, asked + " bytes of a group of about " + group);
        assertEquals(1, reads.size());
    }

    private static void readAll(EdgeBytes bytes, long from, long to) {
        byte[] step = new byte[2 * KIB];
        long at = from;
        while (at < to) {
            int count = bytes.read(at, step, (int) Math.min(step.length, to - at));
            assertTrue(count > 0);
            at += count;
        }
    }
}
