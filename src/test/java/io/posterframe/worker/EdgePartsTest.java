package io.posterframe.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.decode.MediaBytes;
import io.posterframe.decode.StreamClip;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgePartsTest {
    private static final int MIB = 1 << 20;

    private final byte[] first = new byte[700];
    private final byte[] second = new byte[2 * MIB + 500];
    private final StreamEdge edge;
    private final EdgeParts parts;

    EdgePartsTest() throws IOException {
        new Random(1).nextBytes(first);
        new Random(2).nextBytes(second);
        Segment segment = new Segment(0, 1_000_000, Segment.NO_INIT, false, false);
        edge = new StreamEdge(new StreamClip(new Timeline(List.of(segment, segment), 0, true), List.of(first, second)));
        parts = new EdgeParts(new EdgeLine(edge.worker));
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
    }

    @Test
    void readsAPartAtItsAddressInFewLargeSteps() {
        MediaBytes part = parts.open(1, List.of(0));
        assertEquals(second.length, part.size());
        assertArrayEquals(second, all(part));
        long address = Timeline.address(1);
        assertEquals(
                List.of(
                        new Message.Open(1, List.of(0)),
                        new Message.Read(address, MIB, MIB + 500),
                        new Message.Read(address + MIB, MIB, 500),
                        new Message.Read(address + 2 * MIB, 500, 0)),
                edge.asked);
    }

    @Test
    void opensAPartAgainInALaterJobWhenItNeedsMoreThanItHolds() {
        MediaBytes small = parts.open(0, List.of());
        MediaBytes large = parts.open(1, List.of());
        all(small);
        all(large);
        parts.rest();
        edge.nextJob();
        assertArrayEquals(first, all(small), "held");
        assertEquals(List.of(), edge.asked);
        assertArrayEquals(second, all(large));
        assertEquals(List.of(new Message.Open(1, List.of())), edge.opens());
        assertEquals(
                second.length,
                edge.reads().stream().mapToInt(Message.Read::length).sum());
    }

    @Test
    void givesItsMemoryBack() {
        MediaBytes part = parts.open(0, List.of());
        all(part);
        parts.rest();
        parts.forget();
        edge.nextJob();
        assertArrayEquals(first, all(part));
        assertEquals(List.of(new Message.Open(0, List.of()), new Message.Read(0, first.length, 0)), edge.asked);
    }

    @Test
    void namesNoMoreThanAMessageHolds() {
        parts.open(0, IntStream.range(0, 40).boxed().toList());
        assertEquals(
                List.of(new Message.Open(
                        0, IntStream.range(0, Wire.MAX_NEXT).boxed().toList())),
                edge.asked);
    }

    @Test
    void givesUpWhatTheEdgeRefuses() {
        MediaBytes part = parts.open(0, List.of());
        edge.nextJob();
        assertThrows(PictureException.class, () -> all(part));
    }

    private static byte[] all(MediaBytes part) {
        byte[] all = new byte[(int) part.size()];
        byte[] step = new byte[2 << 10];
        int at = 0;
        int count;
        while ((count = part.read(at, step, step.length)) > 0) {
            System.arraycopy(step, 0, all, at, count);
            at += count;
        }
        return all;
    }
}
