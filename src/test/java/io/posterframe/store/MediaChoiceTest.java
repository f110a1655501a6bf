package io.posterframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.catalog.Poster;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaChoiceTest {

    /** A flavor is written {@code id bitrate tag+tag}, without a bitrate {@code id - tag}. */
    @ParameterizedTest
    @CsvSource({
        "b, a 900 mbr | b 100 thumbsource",
        "a, a 900 thumbsource | b 100 thumbsource | c 2000 web",
        "c, c 300 source+web | b 900 mbr",
        "c, c 300 source+mbr | b 900 mbr",
        "b, c 300 source | b 900 mbr",
        "c, c 900 source | b 300 mbr",
        "b, c 900 source+save_source | b 300 mbr",
        "c, c 300 source+save_source | b 900 save_source",
        "b, c 300 save_source | b 900 save_source",
        "a, b 300 web | a 300 web",
        "b, a - web | b 1 web",
        "a, b - web | a - web"
    })
    void theFlavorOfFramesIsTheReferencesChoice(String chosen, String flavors) {
        assertEquals(Optional.of(chosen), MediaChoice.flavor(flavors(flavors)).map(Flavor::id), flavors);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1", "2, 2", "3, 3", "4, 0", "100000, 2"})
    void aVersionIsThatNumberAndNoneTheCurrentOne(int asked, int chosen) {
        List<Thumbnail> images = List.of(image(1, 0, 0, false), image(2, 0, 0, true), image(3, 0, 0, false));
        assertEquals(chosen, version(images, new Poster.Version(asked)));
        assertEquals(0, version(List.of(), new Poster.Version(asked)));
    }

    @ParameterizedTest
    @CsvSource({"160, 90, 1", "100, 100, 2", "90, 160, 3", "0, 0, 3"})
    void theNearestIsThatOfTheNearestShape(int width, int height, int chosen) {
        List<Thumbnail> images = List.of(
                image(1, 1920, 1080, false),
                image(2, 640, 480, true),
                image(3, 900, 1600, false),
                image(4, 0, 0, false));
        assertEquals(chosen, version(images, new Poster.Nearest(width, height)));
        assertEquals(4, version(List.of(image(4, 0, 0, true)), new Poster.Nearest(width, height)));
    }

    private static int version(List<Thumbnail> images, Poster wanted) {
        return MediaChoice.thumbnail(images, wanted).map(Thumbnail::version).orElse(0);
    }

    private static Thumbnail image(int version, int width, int height, boolean current) {
        return new Thumbnail("e", version, URI.create("file:x"), known(width), known(height), current);
    }

    private static OptionalInt known(int side) {
        return side == 0 ? OptionalInt.empty() : OptionalInt.of(side);
    }

    private static List<Flavor> flavors(String text) {
        return Stream.of(text.split(" \\| "))
                .map(flavor -> {
                    String[] parts = flavor.split(" ");
                    OptionalInt bitrate =
                            parts[1].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[1]));
                    return new Flavor(
                            "e",
                            parts[0],
                            URI.create("file:x"),
                            OptionalLong.empty(),
                            bitrate,
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Set.of(parts[2].split("\\+")));
                })
                .toList();
    }
}
