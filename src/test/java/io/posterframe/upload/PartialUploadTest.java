package io.posterframe.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.database.TestDatabase;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.OriginConfig;
import io.posterframe.origin.OriginMetrics;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.render.DecodeConfig;
import io.posterframe.render.PictureJob;
import io.posterframe.render.RenderConfig;
import io.posterframe.render.RenderMetrics;
import io.posterframe.render.RenderPool;
import io.posterframe.render.RenderedPicture;
import io.posterframe.render.Sandbox;
import io.posterframe.render.WorkerCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames of files that are still coming in, through the real decoder: the right one or none, never another. */
class PartialUploadTest {
    private static final int NOT_YET = -2;
    private static final int CHUNKS = 12;

    private static RenderPool pool;

    @TempDir
    Path temp;

    private Desk desk;
    private Origins origins;

    @BeforeAll
    static void startThePool() {
        RenderConfig config = RenderConfig.DEFAULTS;
        pool = new RenderPool(
                config,
                new WorkerCommand(WorkerCommand.installedNativeFolder(), config, DecodeConfig.DEFAULTS, Sandbox.NONE),
                new RenderMetrics() {});
    }

    @AfterAll
    static void closeThePool() {
        pool.close();
    }

    @BeforeEach
    void open() throws IOException {
        desk = new Desk(TestDatabase.H2.fresh(), Desk.config(64 << 20, 256 << 20, 16), temp);
        origins = new Origins(
                desk.vertx,
                OriginConfig.DEFAULTS,
                Set.of(),
                temp.resolve("spool"),
                OriginMetrics.NONE,
                Map.of("upload", desk.uploads.origin()),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        origins.close();
        desk.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MP4_INDEX_FIRST", "MP4_FRAGMENTED", "MKV", "TS", "TS_HOUR_IN", "VP9", "OPEN_GOP_TS", "MPEG2_TS"})
    void showsTheRightFrameAsSoonAsItsPartIsThere(Clip clip) throws Exception {
        Sending sending = new Sending(clip);
        int early = 0;
        for (int number = 1; number <= CHUNKS; number++) {
            sending.send(number);
            for (int frame : List.of(1, 30, 75, 140)) {
                int shown = sending.frame(frame);
                if (number == CHUNKS) {
                    assertEquals(frame, shown);
                } else {
                    assertTrue(shown == frame || shown == NOT_YET, () -> "frame " + shown + " for " + frame);
                    early += shown == frame ? 1 : 0;
                }
            }
        }
        assertTrue(early >= CHUNKS, "only " + early + " frames were shown before the end");
    }

    @ParameterizedTest
    @EnumSource(names = {"MP4_INDEX_LAST", "MP4_WITH_SOUND", "PRORES_MOV", "MPEG4_AVI"})
    void anIndexAtTheEndIsFoundOnceTheLastChunkIsThere(Clip clip) throws Exception {
        Sending sending = new Sending(clip);
        for (int number = 1; number <= 3; number++) {
            sending.send(number);
            assertEquals(NOT_YET, sending.frame(1));
        }
        sending.send(CHUNKS);
        assertEquals(1, sending.frame(1));
        int last = clip.lastFrame();
        int middle = last / 2;
        assertEquals(NOT_YET, sending.frame(middle));
        for (int number = CHUNKS - 1; number > 3; number--) {
            int shown = sending.frame(middle);
            assertTrue(shown == middle || shown == NOT_YET, () -> "frame " + shown + " for " + middle);
            sending.send(number);
        }
        assertEquals(middle, sending.frame(middle));
        assertEquals(last, sending.frame(last));
    }

    @Test
    void aHoleInTheMiddleHidesOnlyWhatLiesInIt() throws Exception {
        Sending sending = new Sending(Clip.MP4_INDEX_FIRST);
        for (int number = 1; number <= CHUNKS; number++) {
            if (number != 6) {
                sending.send(number);
            }
        }
        assertEquals(1, sending.frame(1));
        assertEquals(NOT_YET, sending.frame(75));
        assertEquals(125, sending.frame(125));
        sending.send(6);
        assertEquals(75, sending.frame(75));
    }

    @Test
    void aTimePastWhatIsThereIsNotTheEnd() throws Exception {
        for (Clip clip : List.of(Clip.TS, Clip.MKV)) {
            Sending sending = new Sending(clip);
            for (int number = 1; number < CHUNKS; number++) {
                sending.send(number);
            }
            assertEquals(NOT_YET, sending.frame(10_000));
            sending.send(CHUNKS);
            assertEquals(clip.lastFrame(), sending.frame(10_000));
        }
    }

    /** A clip on its way in a few chunks. */
    private final class Sending {
        private final byte[] file;
        private final int size;
        private final String token = desk.token(1);

        Sending(Clip clip) throws IOException {
            file = Files.readAllBytes(clip.file());
            size = file.length / CHUNKS;
        }

        void send(int number) {
            desk.chunk(token, file, number, size, number == CHUNKS).await();
        }

        int frame(int number) throws IOException {
            Upload upload =
                    desk.uploads.find(token, UploadChoice.NEWEST).await().orElseThrow();
            PictureSpec spec = new PictureSpec(
                    new Moment.At(number * 40_000L),
                    new Geometry(160, 0, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE),
                    new Encoding(ImageFormat.JPEG, 75, 0));
            try {
                CurrentSource current = origins.current(upload.location()).await();
                RenderedPicture picture = pool.submit(new PictureJob(current.source(), spec, PictureConfig.DEFAULTS))
                        .future()
                        .await();
                byte[] bytes = new byte[picture.bytes().remaining()];
                picture.bytes().get(bytes);
                return Barcode.read(ImageIO.read(new ByteArrayInputStream(bytes)));
            } catch (PictureException e) {
                assertEquals(Failure.NotUploadedYet.class, e.failure().getClass(), e.getMessage());
                return NOT_YET;
            }
        }
    }
}
