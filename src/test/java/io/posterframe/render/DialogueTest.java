package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker says of a large picture, heard without one. */
class DialogueTest {
    private static final int PART = Wire.MAX_DATA;
    private static final int LARGEST = 40 << 20;
    private static final RenderConfig CONFIG = new RenderConfig(
            1,
            8,
            Duration.ofSeconds(12),
            Duration.ofSeconds(12),
            1_000,
            4,
            800L << 20,
            LARGEST,
            Scheduling.IDLE,
            10,
            Duration.ofMinutes(5),
            SandboxChoice.OFF);

    private final GatheredBytes gathering = new GatheredBytes(LARGEST);

    private static List<Message> picture(int length) {
        List<Message> said = new ArrayList<>();
        byte[] part = new byte[PART];
        for (int sent = 0; sent < length; sent += PART) {
            said.add(new Message.Data(part, 0, Math.min(PART, length - sent)));
        }
        said.add(new Message.Picture(ImageFormat.PNG, 1, 1, length, 0, 0, 0, 0, false, null));
        return said;
    }

    /** A worker's words on their way; what is sent to it is lost. */
    private static Wire worker(List<Message> said) throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        Wire mouth = new Wire(InputStream.nullInputStream(), words);
        for (Message message : said) {
            mouth.send(message);
        }
        return new Wire(new ByteArrayInputStream(words.toByteArray()), OutputStream.nullOutputStream());
    }

    private Render<RenderedPicture> run(Wire wire) throws IOException {
        PictureRender render = new PictureRender(
                new PictureJob(Media.of(Clip.MKV), TestPool.frame(1), PictureConfig.DEFAULTS), new RenderQueue(1));
        new PictureDialogue(wire, render, new PoolParts(CONFIG, gathering, new KnownEngines(), RenderMetrics.NONE))
                .run();
        return render;
    }

    private static int length(Render<RenderedPicture> render) {
        return TestPool.await(render.future()).bytes().remaining();
    }

    @Test
    void gathersThePartsOfALargePicture() throws IOException {
        assertEquals(LARGEST, length(run(worker(picture(LARGEST)))));
        assertEquals(0, gathering.held());
    }

    @Test
    void knowsWhatIsDecodedAlready() throws IOException {
        List<Message> said = picture(PART);
        assertFalse(run(worker(said)).isEncoding());
        said.add(0, new Message.Encoding());
        assertTrue(run(worker(said)).isEncoding());
    }

    @Test
    void refusesALargePictureWhereThereIsNoRoom() throws IOException {
        GatheredBytes.Share others = gathering.share();
        assertTrue(others.growTo(LARGEST));
        List<Message> said = picture(3 * PART);
        said.addAll(picture(PART));
        Wire wire = worker(said);
        assertInstanceOf(Failure.Overloaded.class, TestPool.failure(run(wire)));
        // all of the large one was read, so the worker is good for the next
        assertEquals(PART, length(run(wire)));
        others.giveBack();
        assertEquals(0, gathering.held());
        assertEquals(3 * PART, length(run(worker(picture(3 * PART)))));
    }

    @Test
    void givesTheRoomBackWhenAWorkerBreaksOff() throws IOException {
        List<Message> said = picture(8 * PART);
        said.remove(said.size() - 1);
        Wire wire = worker(said);
        assertThrows(IOException.class, () -> run(wire));
        assertEquals(0, gathering.held());
        List<Message> failed = picture(8 * PART);
        failed.set(8, new Message.Failed(Message.Reason.UNDECODABLE, "", "no", ""));
        assertInstanceOf(Failure.Undecodable.class, TestPool.failure(run(worker(failed))));
        assertEquals(0, gathering.held());
    }

    @Test
    void boundsADroppedPictureToo() throws IOException {
        GatheredBytes.Share others = gathering.share();
        assertTrue(others.growTo(LARGEST));
        Wire wire = worker(picture(LARGEST + 1));
        assertThrows(Dialogue.WireViolation.class, () -> run(wire));
    }

    private int framesOfTwo(Wire wire, boolean awaited) throws IOException {
        PassJob job = new PassJob(
                Media.of(Clip.MKV),
                List.of(0L, 40_000L),
                TestPool.frame(0).geometry(),
                TestPool.frame(0).encoding(),
                PictureConfig.DEFAULTS,
                (index, picture) -> true);
        PassRender render = new PassRender(job, new RenderQueue(1));
        PoolParts parts = new PoolParts(CONFIG, gathering, new KnownEngines(), RenderMetrics.NONE);
        new PassDialogue(wire, render, parts, () -> awaited).run();
        return TestPool.await(render.future()).frames();
    }

    private static List<Message> frames(int count) {
        List<Message> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            said.addAll(picture(3 * PART));
        }
        said.add(new Message.PassEnd());
        return said;
    }

    @Test
    void hearsAPassToItsEnd() throws IOException {
        assertEquals(2, framesOfTwo(worker(frames(2)), false));
        assertEquals(1, framesOfTwo(worker(frames(1)), true));
        assertEquals(0, gathering.held());
    }

    @Test
    void takesNothingFromAPassThatWasNotAskedFor() throws IOException {
        for (List<Message> said : List.of(frames(0), frames(1), frames(3))) {
            Wire wire = worker(said);
            assertThrows(Dialogue.WireViolation.class, () -> framesOfTwo(wire, false));
        }
        Wire beyondStop = worker(frames(2));
        assertThrows(Dialogue.WireViolation.class, () -> framesOfTwo(beyondStop, true));
        List<Message> probed = List.of(new Message.Probed(1, 1, 1, Engine.HUMBLE));
        Wire other = worker(probed);
        assertThrows(Dialogue.WireViolation.class, () -> framesOfTwo(other, false));
        Wire another = worker(probed);
        assertThrows(Dialogue.WireViolation.class, () -> run(another));
        assertEquals(0, gathering.held());
    }
}
