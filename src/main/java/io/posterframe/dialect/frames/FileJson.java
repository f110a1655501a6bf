package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.posterframe.asset.Asset;

/** A file in the API's words. */
final class FileJson {
    private FileJson() {}

    /** @param site scheme and authority in front of the path of its picture */
    static ObjectNode of(Asset asset, String site) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", asset.entryId())
                .put("status", "completed")
                .put("bytes", asset.bytes())
                .put("created_at", asset.createdAt().getEpochSecond())
                .put("filename", asset.fileName())
                .put("uri", "cloudglue://files/" + asset.entryId());
        String metadata = asset.metadata();
        if (metadata == null) {
            json.putNull("metadata");
        } else {
            json.putRawValue("metadata", new RawValue(metadata));
        }
        json.put("media_type", "video");
        json.set("media_info", info(asset));
        // what older clients read
        json.set("video_info", info(asset));
        return json.put("thumbnail_url", site + picture(asset)).put("source", "upload");
    }

    private static ObjectNode info(Asset asset) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("duration_seconds", Decimals.seconds(asset.durationMicros()))
                .put("width", asset.width())
                .put("height", asset.height());
    }

    private static String picture(Asset asset) {
        return "/p/" + asset.partnerId() + "/thumbnail/entry_id/" + asset.entryId() + "/width/320";
    }
}
