package io.posterframe.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.decode.Engines;
import io.posterframe.decode.StreamClip;
import io.posterframe.image.PictureMaker;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.wire.JobMedia;
import io.posterframe.wire.Message;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures of a stream whose parts come over a real wire. */
class OpenStreamTest {
    private static final Engines ENGINES = new Engines(EngineChoice.AUTO, 36_000_000);

    private StreamClip clip;
    private StreamEdge edge;
    private OpenMedia media;
    private final PictureMaker maker = new PictureMaker();
    private OpenMedia.Made made;

    private void serve(HlsRecipe recipe) throws IOException {
        clip = StreamClip.of(recipe.make());
        edge = new StreamEdge(clip);
        media = new OpenMedia(edge.worker, ENGINES, 4);
    }

    @BeforeAll
    static void loadTheLibraries() {
        ENGINES.load();
    }

    @AfterEach
    void close() throws IOException {
        media.close();
        maker.close();
        edge.close();
    }

    @Test
    void asksForOneSegmentAndItsInitializationSection() throws IOException {
        serve(HlsRecipe.fmp4(Clip.STREAM));
        assertEquals(170, Barcode.read(picture("a", new Moment.At(6_800_000), 160)));
        assertEquals(List.of(new Message.Open(6, List.of(3)), new Message.Open(3, List.of())), edge.opens());
        assertEquals(2, edge.reads().size(), "each in one step");
        assertEquals(
                clip.part(3).length + clip.part(6).length,
                edge.reads().stream().mapToInt(Message.Read::length).sum());
        assertFalse(made.warm());
        assertNotNull(made.engine());
        assertTrue(made.waitedNanos() > 0);
    }

    @Test
    void makesTheNextPictureOfASegmentOutOfWhatItHolds() throws IOException {
        serve(HlsRecipe.fmp4(Clip.STREAM));
        picture("a", new Moment.At(6_800_000), 160);
        edge.nextJob();
        assertEquals(199, Barcode.read(picture("a", new Moment.At(7_960_000), 160)));
        assertTrue(made.warm());
        assertEquals(List.of(), edge.asked);
        assertEquals(0, made.waitedNanos());
        edge.nextJob();
        assertEquals(200, Barcode.read(picture("a", new Moment.At(8_000_000), 160)));
        assertTrue(made.warm());
        assertEquals(List.of(new Message.Open(4, List.of())), edge.opens());
    }

    @Test
    void holdsTheBytesOfOneStreamAlone() throws IOException {
        // segments larger than what an engine holds itself
        serve(HlsRecipe.ts(Clip.STREAM_LARGE).gops(3));
        picture("a", new Moment.At(6_800_000), 160);
        edge.nextJob();
        picture("b", new Moment.At(0), 160);
        assertFalse(made.warm());
        edge.nextJob();
        assertEquals(150, Barcode.read(picture("a", new Moment.At(6_000_000), 160)));
        assertTrue(made.warm());
        assertEquals(List.of(new Message.Open(1, List.of())), edge.opens());
    }

    @Test
    void makesStripsOfManySegmentsThatAreEachOpenedOnce() throws IOException {
        serve(HlsRecipe.fmp4(Clip.STREAM));
        BufferedImage strip = picture("a", new Moment.Strip(8, 0, Moment.UNSET), 160);
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            shown.add(Barcode.read(strip, i * strip.getWidth() / 8, 0, strip.getWidth() / 8, strip.getHeight()));
        }
        assertEquals(List.of(0, 37, 75, 112, 150, 187, 225, 262), shown);
        assertEquals(
                List.of(6, 0, 1, 2, 3, 4, 5),
                edge.opens().stream().map(m -> ((Message.Open) m).part()).toList());
        assertEquals(List.of(0, 1, 2, 3, 4, 5), ((Message.Open) edge.opens().get(0)).next());
    }

    private BufferedImage picture(String source, Moment moment, int width) throws IOException {
        Geometry geometry = new Geometry(width, 0, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE);
        PictureSpec spec = new PictureSpec(moment, geometry, new Encoding(ImageFormat.PNG, 0, 0));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        made = media.make(
                new Message.Job(
                        new JobMedia(source, 0, false, clip.timeline(), null), spec, PictureConfig.DEFAULTS, 1 << 20),
                maker,
                file);
        return ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
    }
}
