package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.picture.Layout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredRectangleTest {
    private static final Colour COLOUR = new Colour(Colour.Matrix.BT601, true);

    /** The decoder refuses such frames; a sum that fails here would cost a worker. */
    @ParameterizedTest
    @CsvSource({"64, 64", "32, 32", "200, 200", "20000, 20000"})
    void takesTheWholeFrameWhateverItsSizeIs(int stored, int taken) {
        Frame frame = new Frame(
                List.of(),
                new int[0],
                "yuv420p",
                stored,
                48,
                64,
                48,
                COLOUR,
                new Shape(false, 0, 1, 1),
                Frame.Scan.PROGRESSIVE);
        Layout whole = new Layout(0, 0, 64, 48, 64, 48, 0, 0, 64, 48);
        assertEquals(new StoredRectangle(0, 0, taken, 48), StoredRectangle.of(whole, new UprightSize(64, 48), frame));
    }
}
