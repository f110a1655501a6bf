package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.asset.Asset;
import io.posterframe.asset.AssetOrder;
import io.posterframe.asset.Assets;
import io.posterframe.job.JobApi;
import io.posterframe.upload.Received;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls about files, once their account is known. Safe on every thread; never blocks. */
final class Files {
    private final Assets assets;
    private final Uploads uploads;
    private final Function<Call, String> site;

    /** @param site what the URLs in a call's answer begin with; throws an ApiException when that isn't known */
    Files(Assets assets, Uploads uploads, Function<Call, String> site) {
        this.assets = assets;
        this.uploads = uploads;
        this.site = site;
    }

    /**
     * Makes a file that has come one of the account's; removes it when it is refused.
     *
     * @param metadata the field of the form, any text; null when there is none
     */
    Future<Reply> take(Call call, String partnerId, Received received, @Nullable String metadata) {
        AssetOrder order;
        String prefix;
        try {
            prefix = site.apply(call);
            order = new AssetOrder(
                    JobApi.FRAMES, partnerId, UUID.randomUUID().toString(), Described.metadata(metadata));
        } catch (ApiException e) {
            return uploads.drop(received).transform(dropped -> Future.failedFuture(e));
        }
        return assets.take(order, received).map(asset -> Reply.ok(FileJson.of(asset, prefix)));
    }

    Future<Reply> list(Call call, String partnerId) {
        FileQuery query = FileQuery.of(call.query(), partnerId);
        String prefix = site.apply(call);
        if (!query.any()) {
            return Future.succeededFuture(Reply.ok(query.page().list("data", List.of(), 0)));
        }
        return assets.list(query.assets()).map(found -> {
            List<ObjectNode> items = found.assets().stream()
                    .map(asset -> FileJson.of(asset, prefix))
                    .toList();
            return Reply.ok(query.page().list("data", items, found.total()));
        });
    }

    Future<Reply> find(Call call, String partnerId) {
        String prefix = site.apply(call);
        return owned(call, partnerId).map(asset -> Reply.ok(FileJson.of(asset, prefix)));
    }

    /** Replaces what the client keeps with a file. */
    Future<Reply> describe(Call call, String partnerId) {
        String prefix = site.apply(call);
        return owned(call, partnerId)
                .compose(asset -> {
                    Described described = Described.of(call.body(), asset);
                    return assets.describe(asset, described.fileName(), described.metadata());
                })
                .map(asset -> Reply.ok(FileJson.of(asset.orElseThrow(() -> ApiException.noFile(call.id())), prefix)));
    }

    Future<Reply> delete(Call call, String partnerId) {
        return owned(call, partnerId)
                .compose(assets::delete)
                .map(gone -> Reply.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", call.id())
                        .put("object", "file")));
    }

    private Future<Asset> owned(Call call, String partnerId) {
        return assets.find(JobApi.FRAMES, partnerId, call.id())
                .map(found -> found.orElseThrow(() -> ApiException.noFile(call.id())));
    }
}
