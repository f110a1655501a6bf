package io.posterframe.dialect.capture;

import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The API's answer to a capture. */
final class CaptureReply {
    /** In front of the name of a capture's file. */
    private static final String PATH = "/thumbnail/";

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private CaptureReply() {}

    /** @param site scheme and authority in front of the picture's path */
    static String json(Capture capture, String site) {
        return new JsonObject()
                .put("message", "captured thumbnail successfully")
                .put("roomId", capture.roomId())
                .put(
                        "meta",
                        new JsonObject()
                                .put("createdAt", MILLIS.format(capture.createdAt()))
                                .put("width", capture.width())
                                .put("height", capture.height())
                                .put("format", capture.format().extension()))
                .put("filePath", site + PATH + capture.fileName())
                .put("fileSize", capture.bytes())
                .put("fileName", capture.name())
                .encode();
    }
}
