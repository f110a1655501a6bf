package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.hls.HlsConfig.Variant;
import io.posterframe.hls.Multivariant.Offer;
import io.posterframe.picture.PictureException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
    private static final List<Offer> LADDER = List.of(
            offer("1080", 1920, 1080, 6_000_000, "avc1.640028", "mp4a.40.2"),
            offer("720", 1280, 720, 3_000_000, "avc1.64001f", "mp4a.40.2"),
            offer("720high", 1280, 720, 4_000_000, "avc1.64001f", "mp4a.40.2"),
            offer("360", 640, 360, 800_000, "avc1.64001e", "mp4a.40.2"),
            offer("sound", 0, 0, 64_000, "mp4a.40.2"),
            offer("future", 1280, 720, 100_000, "xyz1.1"));

    private static Offer offer(String uri, int width, int height, long bandwidth, String... codecs) {
        return new Offer(uri, width, height, bandwidth, List.of(codecs));
    }

    private static StreamLocation size(String fragment) {
        return StreamLocation.parse(URI.create("hls+http://a/b.m3u8" + fragment));
    }

    private static String chosen(List<Offer> offers, String fragment, Variant rule) {
        return Choice.of(offers, size(fragment), rule).get(0).uri();
    }

    @ParameterizedTest
    @CsvSource({
        "#fit320x180, 360",
        "#fit640x360, 360",
        "#fit640x361, 360",
        "#fit641x361, 720",
        "#fit0x361, 720",
        "#fit641x0, 720",
        "#fill640x361, 720",
        "#fill640x360, 360",
        "#fill1281x1, 1080",
        "#fit4000x4000, 1080",
        "'', 1080"
    })
    void theSmallestThatNeedNotBeEnlargedIsTaken(String fragment, String variant) {
        assertEquals(variant, chosen(LADDER, fragment, Variant.FITTING));
        assertEquals("1080", chosen(LADDER, fragment, Variant.LARGEST));
    }

    @Test
    void aCodecThatNothingDecodesIsTheLastResort() {
        List<Offer> offers = List.of(offer("future", 640, 360, 1, "xyz1"), offer("small", 64, 36, 1, "hvc1.1.6"));
        assertEquals("small", chosen(offers, "#fit320x180", Variant.FITTING));
        assertEquals("future", chosen(offers.subList(0, 1), "#fit320x180", Variant.FITTING));
    }

    @Test
    void withoutSizesTheHighestBandwidthIsTheLargest() {
        List<Offer> offers = List.of(offer("low", 0, 0, 100), offer("high", 0, 0, 900), offer("middle", 0, 0, 500));
        assertEquals("high", chosen(offers, "#fit320x180", Variant.FITTING));
        assertEquals("high", chosen(offers, "", Variant.LARGEST));
    }

    @Test
    void soundAloneIsNeverTaken() {
        List<Offer> sound = List.of(offer("a", 0, 0, 1, "mp4a.40.2"), offer("b", 0, 0, 1, "opus", "wvtt"));
        PictureException refused =
                assertThrows(PictureException.class, () -> Choice.of(sound, size(""), Variant.FITTING));
        assertEquals("the stream has sound but no video", refused.failure().message());
    }

    @Test
    void redundantVariantsFollowTheFirst() {
        List<Offer> offers = List.of(
                offer("a", 640, 360, 800, "avc1.1"),
                offer("b", 640, 360, 900, "avc1.1"),
                offer("c", 640, 360, 800, "avc1.1"));
        assertEquals(
                List.of("a", "c"),
                Choice.of(offers, size("#fit320x180"), Variant.FITTING).stream()
                        .map(Offer::uri)
                        .toList());
    }

    @Test
    void iFramesMustBeLargeEnough() {
        List<Offer> frames =
                List.of(offer("large", 640, 360, 1), offer("small", 320, 180, 1), offer("unknown", 0, 0, 1));
        assertEquals(
                "small", Choice.ofIFrames(frames, size("#fit320x180")).get(0).uri());
        assertEquals(
                "large", Choice.ofIFrames(frames, size("#fit321x181")).get(0).uri());
        assertEquals(List.of(), Choice.ofIFrames(frames, size("")));
    }
}
