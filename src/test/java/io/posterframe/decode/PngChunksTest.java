package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.clips.Pictures;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PngChunksTest {
    /** Where the header (IHDR) ends. */
    private static final int BEHIND_HEADER = 33;

    private static final int EMPTY_CHUNK = 12;

    static Stream<Named<byte[]>> files() {
        return Stream.of(
                Named.of("still", Pictures.file("png", 64, 48)),
                Named.of("moving", Pictures.animation("png", 64, 48, 4, 100)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void leavesOutAllText(byte[] file) {
        byte[] with = withChunks(file, 20_000, "tEXt", "iTXt", "zTXt");
        assertEquals(List.of(BEHIND_HEADER, file.length - BEHIND_HEADER), lengths(with));
        assertEquals(frames(file), frames(with));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMillionEmptyTextsAreNoParts(byte[] file) {
        byte[] with = withChunks(file, 1_000_000, "zTXt");
        assertEquals(List.of(BEHIND_HEADER, file.length - BEHIND_HEADER), lengths(with));
        assertEquals(frames(file), frames(with));
    }

    @ParameterizedTest
    @MethodSource("files")
    void decodesAsManyPartsAsThereMayBe(byte[] file) {
        byte[] with = withChunks(file, 2 * (PngChunks.MOST_PARTS - 1), "none", "zTXt");
        assertEquals(PngChunks.MOST_PARTS, lengths(with).size());
        assertEquals(frames(file), frames(with));
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesAMillionTextsBetweenOthers(byte[] file) {
        byte[] with = withChunks(file, 2_000_000, "none", "zTXt");
        PictureException refused = assertThrows(PictureException.class, () -> frames(with));
        assertEquals(
                new Failure.Undecodable("this image is damaged and can't be read", "text all over a PNG"),
                refused.failure());
    }

    /** One part is left then too. */
    @ParameterizedTest
    @MethodSource("files")
    void leavesOutTextThatIsLast(byte[] file) {
        byte[] cut = Arrays.copyOf(file, file.length - EMPTY_CHUNK);
        byte[] with = Arrays.copyOf(cut, cut.length + EMPTY_CHUNK);
        ByteBuffer.wrap(with).position(cut.length).put(chunk("tEXt"));
        assertEquals(List.of(cut.length), lengths(with));
        assertEquals(frames(cut), frames(with));
    }

    @Test
    void leavesAFileWithoutTextWhole() {
        files().map(Named::getPayload).forEach(file -> assertEquals(List.of(file.length), lengths(file)));
    }

    private static List<Integer> lengths(byte[] file) {
        return PngChunks.harmless(ByteBuffer.wrap(file)).stream()
                .map(ByteBuffer::remaining)
                .toList();
    }

    /** The colours in the upper left of all that is shown. */
    private static List<Integer> frames(byte[] file) {
        List<Integer> shown = new ArrayList<>();
        try (ImageFile image = ImageFileTest.open(file)) {
            image.all((frame, millis) -> shown.add(Shown.upright(frame).getRGB(5, 5)));
        }
        return shown;
    }

    /** The file with empty chunks of these types, by turns, behind its header. */
    private static byte[] withChunks(byte[] file, int count, String... types) {
        ByteBuffer all = ByteBuffer.allocate(file.length + EMPTY_CHUNK * count).put(file, 0, BEHIND_HEADER);
        for (int i = 0; i < count; i++) {
            all.put(chunk(types[i % types.length]));
        }
        return all.put(file, BEHIND_HEADER, file.length - BEHIND_HEADER).array();
    }

    /** Nobody looks at the checksum. */
    private static byte[] chunk(String type) {
        return ByteBuffer.allocate(EMPTY_CHUNK)
                .putInt(0)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
