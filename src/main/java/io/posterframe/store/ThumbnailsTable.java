package io.posterframe.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The stored images of entries. Each method blocks and fails as those of {@link PartnersTable}. */
public final class ThumbnailsTable {
    /** An entry's thumbnails are read together, so there is a bound to their number. */
    public static final int MAX_OF_ENTRY = 100;

    private static final String INSERT = "insert into thumbnails (entry_id, version, url, width, height, is_default,"
            + " created_at, updated_at) values (:entryId, :version, :url, :width, :height, :current,"
            + " current_timestamp, current_timestamp)";

    public Optional<Thumbnail> find(Handle handle, String entryId, int version) {
        return handle.createQuery("select * from thumbnails where entry_id = :entryId and version = :version")
                .bind("entryId", entryId)
                .bind("version", version)
                .map((row, context) -> thumbnail(row))
                .findOne();
    }

    /** All of an entry, in the order of their versions. */
    public List<Thumbnail> list(Handle handle, String entryId) {
        return list(handle, entryId, 0, MAX_OF_ENTRY);
    }

    /**
     * Some of an entry, in the order of their versions.
     *
     * @param after the version in front of the first; 0 to begin
     */
    public List<Thumbnail> list(Handle handle, String entryId, int after, int limit) {
        return handle.createQuery("select * from thumbnails where entry_id = :entryId and version > :after"
                        + " order by version limit :limit")
                .bind("entryId", entryId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> thumbnail(row))
                .list();
    }

    public int count(Handle handle, String entryId) {
        return handle.createQuery("select count(*) from thumbnails where entry_id = :entryId")
                .bind("entryId", entryId)
                .mapTo(Integer.class)
                .one();
    }

    /**
     * A conflict when it is there already, or its entry is not. Of an entry's thumbnails the last that was written as
     * current is: whoever writes has touched the entry before ({@link EntriesTable#touch}).
     */
    public void insert(Handle handle, Thumbnail thumbnail) {
        bind(handle.createUpdate(INSERT), thumbnail).execute();
        supersede(handle, thumbnail);
    }

    /**
     * As {@link #insert}.
     *
     * @return false when there is none of its version
     */
    public boolean update(Handle handle, Thumbnail thumbnail) {
        boolean there = bind(
                                handle.createUpdate("update thumbnails set url = :url, width = :width,"
                                        + " height = :height, is_default = :current, updated_at = current_timestamp"
                                        + " where entry_id = :entryId and version = :version"),
                                thumbnail)
                        .execute()
                > 0;
        if (there) {
            supersede(handle, thumbnail);
        }
        return there;
    }

    /**
     * Inserts these, of which one an entry may be current, in the place of what some entries have.
     *
     * @param entryIds those that may have some
     */
    public void replace(Handle handle, Collection<String> entryIds, List<Thumbnail> thumbnails) {
        if (!entryIds.isEmpty()) {
            handle.createUpdate("delete from thumbnails where entry_id in (<entryIds>)")
                    .bindList("entryIds", List.copyOf(entryIds))
                    .execute();
        }
        try (PreparedBatch inserts = handle.prepareBatch(INSERT)) {
            thumbnails.forEach(thumbnail -> bind(inserts, thumbnail).add());
            inserts.execute();
        }
    }

    /** @return false when there was none */
    public boolean delete(Handle handle, String entryId, int version) {
        return handle.createUpdate("delete from thumbnails where entry_id = :entryId and version = :version")
                        .bind("entryId", entryId)
                        .bind("version", version)
                        .execute()
                > 0;
    }

    private static void supersede(Handle handle, Thumbnail thumbnail) {
        if (thumbnail.current()) {
            handle.createUpdate("update thumbnails set is_default = false"
                            + " where entry_id = :entryId and version <> :version and is_default")
                    .bind("entryId", thumbnail.entryId())
                    .bind("version", thumbnail.version())
                    .execute();
        }
    }

    private static Thumbnail thumbnail(ResultSet row) throws SQLException {
        return new Thumbnail(
                row.getString("entry_id"),
                row.getInt("version"),
                URI.create(row.getString("url")),
                Columns.optionalInt(row, "width"),
                Columns.optionalInt(row, "height"),
                row.getBoolean("is_default"));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Thumbnail thumbnail) {
        return statement
                .bind("entryId", thumbnail.entryId())
                .bind("version", thumbnail.version())
                .bind("url", thumbnail.url().toString())
                .bind("width", thumbnail.width())
                .bind("height", thumbnail.height())
                .bind("current", thumbnail.current());
    }
}
