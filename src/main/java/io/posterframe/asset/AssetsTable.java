package io.posterframe.asset;

import io.posterframe.job.JobApi;
import io.posterframe.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code assets}, each within the transaction of its caller. */
final class AssetsTable {
    private AssetsTable() {}

    static void insert(Handle handle, Asset asset) {
        handle.createUpdate(
                        """
                        insert into assets (entry_id, api, partner_id, upload_id, file_name, content_type, bytes,
                            duration_micros, width, height, metadata, created_at)
                        values (:entry, :api, :partner, :upload, :name, :type, :bytes, :duration, :width, :height,
                            :metadata, :created)""")
                .bind("entry", asset.entryId())
                .bind("api", asset.api().name())
                .bind("partner", asset.partnerId())
                .bind("upload", asset.uploadId())
                .bind("name", asset.fileName())
                .bind("type", asset.contentType())
                .bind("bytes", asset.bytes())
                .bind("duration", asset.durationMicros())
                .bind("width", asset.width())
                .bind("height", asset.height())
                .bind("metadata", asset.metadata())
                .bind("created", Columns.time(asset.createdAt()))
                .execute();
    }

    static Optional<Asset> find(Handle handle, JobApi api, String partnerId, String entryId) {
        return handle.createQuery(
                        "select * from assets where entry_id = :entry and api = :api and partner_id = :partner")
                .bind("entry", entryId)
                .bind("api", api.name())
                .bind("partner", partnerId)
                .map((row, context) -> read(row))
                .findOne();
    }

    static AssetPage list(Handle handle, AssetQuery query) {
        String where = " from assets where api = :api and partner_id = :partner"
                + (query.after().equals(Instant.MIN) ? "" : " and created_at > :after")
                + (query.before().equals(Instant.MAX) ? "" : " and created_at < :before");
        String way = query.descending() ? " desc" : "";
        String order = " order by " + (query.byName() ? "file_name" : "created_at") + way + ", entry_id" + way;
        List<Asset> assets = bound(
                        handle.createQuery("select *" + where + order + " limit :limit offset :offset"), query)
                .bind("limit", query.limit())
                .bind("offset", query.offset())
                .map((row, context) -> read(row))
                .list();
        long total = bound(handle.createQuery("select count(*)" + where), query)
                .mapTo(Long.class)
                .one();
        return new AssetPage(assets, total);
    }

    private static Query bound(Query statement, AssetQuery query) {
        statement.bind("api", query.api().name()).bind("partner", query.partnerId());
        if (!query.after().equals(Instant.MIN)) {
            statement.bind("after", Columns.time(query.after()));
        }
        if (!query.before().equals(Instant.MAX)) {
            statement.bind("before", Columns.time(query.before()));
        }
        return statement;
    }

    /** @return false when it is gone */
    static boolean describe(Handle handle, String entryId, String fileName, @Nullable String metadata) {
        return handle.createUpdate("update assets set file_name = :name, metadata = :metadata where entry_id = :entry")
                        .bind("name", fileName)
                        .bind("metadata", metadata)
                        .bind("entry", entryId)
                        .execute()
                > 0;
    }

    private static Asset read(ResultSet row) throws SQLException {
        return new Asset(
                row.getString("entry_id"),
                JobApi.valueOf(row.getString("api")),
                row.getString("partner_id"),
                row.getString("upload_id"),
                row.getString("file_name"),
                row.getString("content_type"),
                row.getLong("bytes"),
                row.getLong("duration_micros"),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("metadata"),
                Columns.instant(row, "created_at"));
    }
}
