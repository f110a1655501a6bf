package io.posterframe.dialect.tasks;

import io.posterframe.asset.Asset;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameNames;
import io.posterframe.job.JobFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What Get Metadata says of one thing. Sizes and times are texts, times are milliseconds since 1970. */
final class Resource {
    private Resource() {}

    static JsonObject of(Asset asset) {
        String name = asset.fileName();
        int dot = name.lastIndexOf('.');
        return json(dot < 0 ? "" : name.substring(dot + 1), asset.entryId(), name, asset.bytes(), asset.createdAt());
    }

    static JsonObject of(FrameJob job, FrameNames names, JobFrame frame) {
        Instant ended = job.finishedAt();
        return json(
                "jpg",
                new AssetId.Frame(job.collection(), frame.number()).toString(),
                names.of(frame.number()),
                frame.bytes(),
                ended == null ? job.updatedAt() : ended);
    }

    private static JsonObject json(String extension, String id, String name, long bytes, Instant at) {
        String millis = Long.toString(at.toEpochMilli());
        return new JsonObject()
                .put("extension", extension)
                .put("asset_id", id)
                .put("original_filename", name)
                .put("file_size", Long.toString(bytes))
                .put("upload_status", "SUCCESS")
                .put("create_time", millis)
                .put("modify_time", millis);
    }

    /** The data of an answer about one thing. */
    static JsonObject only(JsonObject resource) {
        return new JsonObject().put("total", 1).put("resource", new JsonArray().add(resource));
    }
}
