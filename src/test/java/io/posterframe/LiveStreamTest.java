package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsRecipe.Encryption;
import io.posterframe.clips.HlsSite;
import io.posterframe.clips.HlsStream;
import io.posterframe.clips.LiveWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live streams whose window moves: segments of a second, 50 frames each, three at a time. */
class LiveStreamTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Pattern MAX_AGE = Pattern.compile("(?:max-age|s-maxage)=(\\d+)");

    @TempDir
    static Path data;

    private static StreamingEdge streaming;
    private static HlsSite site;
    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        streaming = new StreamingEdge(data, "origin.retries", "0", "cache.passing-failure-ttl", "500ms");
        site = streaming.site;
        edge = streaming.edge;
    }

    @AfterAll
    static void stop() {
        streaming.close();
    }

    @AfterEach
    void settles() {
        site.mend();
        edge.settles();
    }

    private static HlsRecipe recipe() {
        return HlsRecipe.ts(Clip.STREAM).framesPerSecond(50);
    }

    private static LiveWindow live(String entry, HlsRecipe recipe) {
        return site.live("/" + entry, recipe.make(), 3);
    }

    private static Reply poster(String entry) {
        return edge.get(StreamingEdge.thumb(entry, "width/320"));
    }

    @Test
    void showsTheNewestFrameWhileTheWindowMoves() {
        Map<String, LiveWindow> windows = Map.of(
                "plain",
                live("plain", recipe()),
                "encrypted",
                live(
                        "encrypted",
                        HlsRecipe.fmp4(Clip.STREAM)
                                .framesPerSecond(50)
                                .encryption(Encryption.ROTATED)
                                .sequence(70)),
                "crossing",
                live("crossing", HlsRecipe.ts(Clip.MKV, Clip.STREAM_LARGE).framesPerSecond(50)));
        site.put(
                "/ladder/index.m3u8",
                """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=320x180
                ../plain/media.m3u8
                """);
        for (int first : new int[] {0, 2, 3}) {
            Map<String, Integer> before = new HashMap<>();
            windows.forEach((entry, window) -> before.put(entry, window.lastFrame()));
            windows.values().forEach(window -> window.moveTo(first));
            windows.forEach((entry, window) -> {
                Until.holds("the new frame of " + entry + " is shown", () -> {
                    int shown = poster(entry).frame();
                    assertTrue(shown == window.lastFrame() || shown == before.get(entry), entry + ": " + shown);
                    return shown == window.lastFrame();
                });
                for (double second : new double[] {0, 1.5, 2.98}) {
                    assertEquals(window.frameAt(second), streaming.frame(entry, second), entry + " at " + second);
                }
            });
            int newest = windows.get("plain").lastFrame();
            Until.holds(
                    "the new frame of the ladder is shown",
                    () -> edge.picture(StreamingEdge.ladder("ladder", "width/320"))
                                    .frame()
                            == newest);
        }
    }

    @Test
    void countsTimesFromTheStartOfTheWindow() {
        LiveWindow window = live("times", recipe());
        window.moveTo(2);
        for (double second : new double[] {0, 0.98, 1, 1.5, 2.98, 60}) {
            assertEquals(window.frameAt(second), streaming.frame("times", second));
        }
        assertEquals(100, window.frameAt(0));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:00:01.5Z, 75",
        "2026-01-01T13:00:01.5+01:00, 75",
        "2026-01-01T12:00:00, 0",
        "1767268802.98, 149",
        "1767268801, 50"
    })
    void findsFramesByTheTimeOfDay(String time, int frame) {
        live("clock", recipe().clock(NOON));
        assertEquals(
                frame,
                edge.picture(StreamingEdge.thumb("clock", "width/320/program_time/" + time))
                        .frame());
    }

    @Test
    void refusesTimesOfDayThatAreNotInTheWindow() {
        LiveWindow window = live("outside", recipe().clock(NOON));
        live("no-clock", recipe());
        window.moveTo(1);
        for (String path : new String[] {
            "outside/program_time/2026-01-01T12:00:00.5Z",
            "no-clock/program_time/2026-01-01T12:00:01Z",
            "outside/program_time/yesterday"
        }) {
            Reply reply =
                    edge.get(Edge.thumb(path.substring(0, path.indexOf('/')), path.substring(path.indexOf('/') + 1)));
            assertEquals("error-25", reply.header("x-kaltura"), path);
        }
        assertEquals(
                75,
                edge.picture(StreamingEdge.thumb("outside", "width/320/program_time/2026-01-01T12:00:01.5Z"))
                        .frame());
    }

    @Test
    void waitsForATimeOfDayThatHasNotComeYet() {
        LiveWindow window = live("awaited", recipe().clock(NOON));
        String path = StreamingEdge.thumb("awaited", "width/320/program_time/2026-01-01T12:00:03.5Z");
        Reply early = edge.get(path);
        assertEquals(503, early.status());
        assertEquals("no-store", early.header("cache-control"));
        window.moveTo(1);
        Until.holds("it has come", () -> edge.get(path).status() == 200);
        assertEquals(175, edge.picture(path).frame());
    }

    @Test
    void isNeverKeptAsIfItWereFinal() {
        live("fresh", recipe());
        for (String moment : new String[] {"", "/vid_sec/1", "/vid_slices/3"}) {
            for (int i = 0; i < 2; i++) {
                Reply reply = edge.picture(StreamingEdge.thumb("fresh", "width/320" + moment));
                String control = reply.header("cache-control");
                assertNotNull(control);
                assertFalse(control.contains("immutable") || control.contains("stale"), control);
                Matcher ages = MAX_AGE.matcher(control);
                assertTrue(ages.find(), control);
                do {
                    assertTrue(Integer.parseInt(ages.group(1)) <= 1, control);
                } while (ages.find());
            }
        }
        assertTrue(edge.pictureFiles().stream().noneMatch(f -> f.toString().contains("fresh")));
    }

    @Test
    void waitsForTheFirstSegment() {
        site.put("/soon/media.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:0\n");
        Reply reply = poster("soon");
        assertEquals(503, reply.status());
        assertEquals("error-5", reply.header("x-kaltura"));
        assertEquals("no-store", reply.header("cache-control"));
        live("soon", recipe());
        Until.holds("the first segment is there", () -> poster("soon").status() == 200);
        assertEquals(149, poster("soon").frame());
    }

    @Test
    void showsTheLastPictureForAWhileWhenTheSiteFails() {
        LiveWindow window = live("failing", recipe());
        assertEquals(149, poster("failing").frame());
        site.fail("/failing", 503);
        Until.holds("the failure is told", () -> {
            Reply reply = poster("failing");
            assertTrue(reply.status() == 502 || reply.frame() == 149, reply::text);
            return reply.status() == 502;
        });
        window.moveTo(1);
        site.mend();
        Until.holds("it is shown again", () -> poster("failing").status() == 200);
        assertEquals(199, poster("failing").frame());
    }

    @Test
    void isAnOrdinaryStreamWhenItHasEnded() {
        LiveWindow window = live("ended", recipe());
        assertEquals(149, poster("ended").frame());
        window.end();
        Until.holds(
                "its pictures are final",
                () -> String.valueOf(poster("ended").header("cache-control")).contains("max-age=3600"));
        assertEquals(149, streaming.frame("ended", 60));
        assertEquals(75, poster("ended").frame());
    }

    @Test
    void servesAPosterOfAWindowThatWasLeftLongAgo() {
        HlsStream stream = recipe().make();
        LiveWindow window = site.live("/left", stream, 3);
        assertEquals(75, streaming.frame("left", 1.5));
        // the playlist that is known names segments that are gone
        window.moveTo(3);
        Until.holds("the new window is read", () -> {
            Reply reply = edge.get(StreamingEdge.thumb("left", "width/320/vid_sec/0.5"));
            assertTrue(reply.status() != 200 || Set.of(25, 175).contains(reply.frame()), "a frame of neither window");
            return reply.status() == 200 && reply.frame() == 175;
        });
    }
}
