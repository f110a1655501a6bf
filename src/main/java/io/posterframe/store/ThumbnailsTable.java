package io.posterframe.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The stored images of entries. Of an entry's the last that was written as current is current. */
public final class ThumbnailsTable extends EntryPartsTable<Thumbnail, Integer> {
    private static final String INSERT = "insert into thumbnails (entry_id, version, url, width, height, is_default,"
            + " created_at, updated_at) values (:entryId, :version, :url, :width, :height, :current,"
            + " current_timestamp, current_timestamp)";

    private static final String UPDATE = "update thumbnails set url = :url, width = :width,"
            + " height = :height, is_default = :current, updated_at = current_timestamp"
            + " where entry_id = :entryId and version = :version";

    public ThumbnailsTable() {
        super("thumbnails", "version", 0, INSERT, UPDATE);
    }

    /** As everywhere; whoever writes has touched the entry before ({@link EntriesTable#touch}). */
    @Override
    public void insert(Handle handle, Thumbnail thumbnail) {
        super.insert(handle, thumbnail);
        supersede(handle, thumbnail);
    }

    /** As {@link #insert}. */
    @Override
    public boolean update(Handle handle, Thumbnail thumbnail) {
        boolean there = super.update(handle, thumbnail);
        if (there) {
            supersede(handle, thumbnail);
        }
        return there;
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

    @Override
    Thumbnail read(ResultSet row) throws SQLException {
        return new Thumbnail(
                row.getString("entry_id"),
                row.getInt("version"),
                URI.create(row.getString("url")),
                Columns.optionalInt(row, "width"),
                Columns.optionalInt(row, "height"),
                row.getBoolean("is_default"));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, Thumbnail thumbnail) {
        return statement
                .bind("entryId", thumbnail.entryId())
                .bind("version", thumbnail.version())
                .bind("url", thumbnail.url().toString())
                .bind("width", thumbnail.width())
                .bind("height", thumbnail.height())
                .bind("current", thumbnail.current());
    }
}
