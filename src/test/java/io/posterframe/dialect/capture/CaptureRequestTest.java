package io.posterframe.dialect.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.store.Room;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureRequestTest {
    private static CaptureRequest read(String json) {
        return CaptureRequest.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ApiError refusal(String json) {
        return assertThrows(ApiException.class, () -> read(json), json).error();
    }

    @Test
    void aRoomAloneIsACaptureInRealTime() {
        CaptureRequest expected = new CaptureRequest("abcd-abcd-abcd", new Moment.Poster(), 0, 0, ImageFormat.JPEG);
        assertEquals(expected, read("{'roomId':'abcd-abcd-abcd'}"));
        assertEquals(
                expected, read("{'roomId':'abcd-abcd-abcd','time':null,'width':null,'height':null,'format':null}"));
        assertEquals(expected, read("{'unknown':{'a':[1]},'roomId':'abcd-abcd-abcd'}"));
    }

    @Test
    void aNumberMayStandInAText() {
        assertEquals(
                new CaptureRequest("r", new Moment.At(1_500_000), 640, 360, ImageFormat.PNG),
                read("{'roomId':'r','time':'1.5','width':'640','height':'360','format':'png'}"));
        assertEquals(
                new CaptureRequest("r", new Moment.At(1_500_000), 640, 360, ImageFormat.PNG),
                read("{'roomId':'r','time':1.5,'width':640,'height':360.0,'format':'png'}"));
        assertEquals(new Moment.At(0), read("{'roomId':'r','time':0}").moment());
        assertEquals(ImageFormat.WEBP, read("{'roomId':'r','format':'webp'}").format());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'roomId':'r','time':-1}",
                "{'roomId':'r','time':'-1'}",
                "{'roomId':'r','time':''}",
                "{'roomId':'r','time':'soon'}",
                "{'roomId':'r','time':true}",
                "{'roomId':'r','time':[1]}",
                "{'roomId':'r','time':1e400}",
                "{'roomId':'r','time':1e999999999}",
                "{'roomId':'r','time':1000000000}",
                "{'roomId':'r','width':0}",
                "{'roomId':'r','width':-5}",
                "{'roomId':'r','width':10001}",
                "{'roomId':'r','width':'see example'}",
                "{'roomId':'r','height':1.5}",
                "{'roomId':'r','height':1e999999999}",
                "{'roomId':'r','height':99999999999999999999}",
                "{'roomId':'r','format':'gif'}",
                "{'roomId':'r','format':'JPG'}",
                "{'roomId':'r','format':7}",
                "{'roomId':'r','format':'webp','time':1}",
                "{}",
                "{'roomId':''}",
                "{'roomId':7}",
                "{'roomId':'a/b'}",
                "{'roomId':'../r'}",
                "{'roomId':'r','roomId':'s'}",
                "[]",
                "'r'",
                "",
                "{'roomId':'r'",
                "{'roomId':'r'} {}",
                "{'roomId':'r','x':[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}"
            })
    void whatIsWrongIsRefused(String json) {
        ApiError error = refusal(json);
        assertEquals(400, error.status(), json);
        assertEquals("invalid_params", error.code());
    }

    @Test
    void theMessageNamesTheField() {
        assertEquals(
                "Please provide a valid `roomId` in body params.", refusal("{}").message());
        assertTrue(refusal("{'roomId':'r','format':'webp','time':1}").message().contains("real time"));
        assertTrue(refusal("{'roomId':'r','width':'see example'}").message().contains("`width`"));
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH, LANDSCAPE, 0, 0, 1920x1080",
        "MED, LANDSCAPE, 0, 0, 1280x720",
        "LOW, LANDSCAPE, 0, 0, 854x480",
        "HIGH, PORTRAIT, 0, 0, 1080x1920",
        "MED, PORTRAIT, 0, 0, 720x1280",
        "LOW, PORTRAIT, 0, 0, 480x854",
        "MED, LANDSCAPE, 640, 0, 640x360",
        "MED, LANDSCAPE, 0, 90, 160x90",
        "HIGH, PORTRAIT, 540, 0, 540x960",
        "LOW, LANDSCAPE, 1, 0, 1x1",
        "HIGH, LANDSCAPE, 100, 300, 100x300"
    })
    void theSizeIsTheRoomsWhereTheRequestHasNone(
            Room.Quality quality, Room.Orientation orientation, int width, int height, String size) {
        CaptureSize found = size(quality, orientation, width, height);
        assertEquals(size, found.width() + "x" + found.height());
    }

    @Test
    void aSideThatFollowsMayBecomeTooLong() {
        ApiException refusal =
                assertThrows(ApiException.class, () -> size(Room.Quality.HIGH, Room.Orientation.PORTRAIT, 9000, 0));
        assertEquals(400, refusal.error().status());
    }

    private static CaptureSize size(Room.Quality quality, Room.Orientation orientation, int width, int height) {
        Room room = new Room("r", URI.create("https://live.example.com/r.m3u8"), quality, orientation, null);
        return CaptureSize.of(new CaptureRequest("r", new Moment.Poster(), width, height, ImageFormat.JPEG), room);
    }
}
