package io.posterframe.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the tables of {@code V2__uploads.sql}, each within the transaction of its caller. */
final class UploadTables {
    /** How many tokens are forgotten in one transaction. */
    private static final int BATCH = 500;

    private UploadTables() {}

    static void insert(Handle handle, UploadToken token) {
        handle.createUpdate(
                        """
                        insert into upload_tokens
                            (id, kind, partner_id, attributes, max_uploads, uploads, created_at, valid_until)
                        values (:id, :kind, :partner, :attributes, :max, :uploads, :created, :until)""")
                .bind("id", token.id())
                .bind("kind", token.kind().name())
                .bind("partner", token.partnerId())
                .bind("attributes", token.attributes())
                .bind("max", token.maxUploads())
                .bind("uploads", token.uploads())
                .bind("created", time(token.createdAt()))
                .bind("until", time(token.validUntil()))
                .execute();
    }

    static Optional<UploadToken> token(Handle handle, String id, Instant now) {
        return token(handle, id, now, "");
    }

    /** The same; until the transaction ends nobody else changes it. */
    static Optional<UploadToken> lockToken(Handle handle, String id, Instant now) {
        return token(handle, id, now, " for update");
    }

    private static Optional<UploadToken> token(Handle handle, String id, Instant now, String lock) {
        return handle.createQuery("select * from upload_tokens where id = :id" + lock)
                .bind("id", id)
                .map((row, context) -> token(row))
                .findOne()
                .filter(token -> now.isBefore(token.validUntil()));
    }

    static void countUploads(Handle handle, String tokenId, int more) {
        handle.createUpdate("update upload_tokens set uploads = uploads + :more where id = :id")
                .bind("more", more)
                .bind("id", tokenId)
                .execute();
    }

    static boolean hasUnfinished(Handle handle, String tokenId) {
        return handle.createQuery("select count(*) from uploads where token_id = :id and received_bytes < total_bytes")
                        .bind("id", tokenId)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void insert(Handle handle, Upload upload) {
        handle.createUpdate(
                        """
                        insert into uploads (id, token_id, identifier, file_name, total_bytes, chunk_bytes,
                            received_bytes, created_at, updated_at)
                        values (:id, :token, :identifier, :name, :total, :chunk, :received, :created, :updated)""")
                .bind("id", upload.id())
                .bind("token", upload.tokenId())
                .bind("identifier", upload.identifier())
                .bind("name", upload.fileName())
                .bind("total", upload.totalBytes())
                .bind("chunk", upload.chunkBytes())
                .bind("received", upload.receivedBytes())
                .bind("created", time(upload.createdAt()))
                .bind("updated", time(upload.updatedAt()))
                .execute();
    }

    static Optional<Upload> upload(Handle handle, String id) {
        return handle.createQuery("select * from uploads where id = :id")
                .bind("id", id)
                .map((row, context) -> upload(row))
                .findOne();
    }

    /** The same; until the transaction ends nobody else changes it. */
    static Optional<Upload> lockUpload(Handle handle, String id) {
        return handle.createQuery("select * from uploads where id = :id for update")
                .bind("id", id)
                .map((row, context) -> upload(row))
                .findOne();
    }

    static Optional<Upload> byIdentifier(Handle handle, String tokenId, String identifier) {
        return handle.createQuery("select * from uploads where token_id = :token and identifier = :identifier")
                .bind("token", tokenId)
                .bind("identifier", identifier)
                .map((row, context) -> upload(row))
                .findOne();
    }

    static Optional<Upload> newest(Handle handle, String tokenId, UploadChoice choice) {
        String identifier = choice.identifier();
        String fileName = choice.fileName();
        var query = handle.createQuery("select * from uploads where token_id = :token"
                + (identifier == null ? "" : " and identifier = :identifier")
                + (fileName == null ? "" : " and file_name = :name")
                + " order by created_at desc, id limit 1");
        query.bind("token", tokenId);
        if (identifier != null) {
            query.bind("identifier", identifier.replace("\0", ""));
        }
        if (fileName != null) {
            query.bind("name", FileNames.plain(fileName));
        }
        return query.map((row, context) -> upload(row)).findOne();
    }

    static long chunkBytes(Handle handle, String uploadId, int number) {
        return handle.createQuery("select bytes from upload_chunks where upload_id = :id and number = :number")
                .bind("id", uploadId)
                .bind("number", number)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static void addChunk(Handle handle, String uploadId, int number, long bytes, Instant now) {
        handle.createUpdate("insert into upload_chunks (upload_id, number, bytes) values (:id, :number, :bytes)")
                .bind("id", uploadId)
                .bind("number", number)
                .bind("bytes", bytes)
                .execute();
        handle.createUpdate(
                        "update uploads set received_bytes = received_bytes + :bytes, updated_at = :now where id = :id")
                .bind("bytes", bytes)
                .bind("now", time(now))
                .bind("id", uploadId)
                .execute();
    }

    /** The chunks of an upload that are there, as {@link Present} wants them. */
    static BitSet chunks(Handle handle, Upload upload) {
        BitSet numbers = new BitSet();
        handle.createQuery("select number, bytes from upload_chunks where upload_id = :id")
                .bind("id", upload.id())
                .map((row, context) -> {
                    int number = row.getInt("number");
                    numbers.set(number, row.getLong("bytes") > upload.chunkBytes() ? number + 2 : number + 1);
                    return number;
                })
                .forEach(number -> {});
        return numbers;
    }

    static void delete(Handle handle, String id) {
        handle.createUpdate("delete from uploads where id = :id").bind("id", id).execute();
    }

    static boolean keep(Handle handle, String id) {
        return handle.createUpdate("update uploads set kept = true where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    static List<String> abandonedSince(Handle handle, Instant then) {
        return handle.createQuery(
                        "select id from uploads where received_bytes < total_bytes and updated_at < :then limit 1000")
                .bind("then", time(then))
                .mapTo(String.class)
                .list();
    }

    static List<String> expired(Handle handle, Instant now) {
        return handle.createQuery("select id from upload_tokens where valid_until <= :now and not exists"
                        + " (select 1 from uploads where token_id = upload_tokens.id and kept) order by id limit "
                        + BATCH)
                .bind("now", time(now))
                .mapTo(String.class)
                .list();
    }

    /** Forgets tokens with their uploads. */
    static List<Upload> removeTokens(Handle handle, List<String> tokens) {
        List<Upload> uploads = handle.createQuery("select * from uploads where token_id in (<tokens>)")
                .bindList("tokens", tokens)
                .map((row, context) -> upload(row))
                .list();
        handle.createUpdate("delete from upload_tokens where id in (<tokens>)")
                .bindList("tokens", tokens)
                .execute();
        return uploads;
    }

    private static UploadToken token(ResultSet row) throws SQLException {
        return new UploadToken(
                row.getString("id"),
                UploadToken.Kind.valueOf(row.getString("kind")),
                row.getString("partner_id"),
                row.getString("attributes"),
                row.getInt("max_uploads"),
                row.getInt("uploads"),
                time(row, "created_at"),
                time(row, "valid_until"));
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                row.getString("id"),
                row.getString("token_id"),
                row.getString("identifier"),
                row.getString("file_name"),
                row.getLong("total_bytes"),
                row.getLong("chunk_bytes"),
                row.getLong("received_bytes"),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
