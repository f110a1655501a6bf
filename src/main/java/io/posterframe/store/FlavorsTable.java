package io.posterframe.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;

/** The flavors of entries. */
public final class FlavorsTable extends EntryPartsTable<Flavor, String> {
    private static final String INSERT = "insert into flavors (entry_id, id, url, size_bytes, bitrate_kbps, width,"
            + " height, tags, created_at, updated_at) values (:entryId, :id, :url, :sizeBytes, :bitrateKbps, :width,"
            + " :height, :tags, current_timestamp, current_timestamp)";

    private static final String UPDATE = "update flavors set url = :url, size_bytes = :sizeBytes,"
            + " bitrate_kbps = :bitrateKbps, width = :width, height = :height,"
            + " tags = :tags, updated_at = current_timestamp"
            + " where entry_id = :entryId and id = :id";

    public FlavorsTable() {
        super("flavors", "id", "", INSERT, UPDATE);
    }

    @Override
    Flavor read(ResultSet row) throws SQLException {
        return new Flavor(
                row.getString("entry_id"),
                row.getString("id"),
                URI.create(row.getString("url")),
                Columns.optionalLong(row, "size_bytes"),
                Columns.optionalInt(row, "bitrate_kbps"),
                Columns.optionalInt(row, "width"),
                Columns.optionalInt(row, "height"),
                Set.copyOf(Columns.words(row, "tags")));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, Flavor flavor) {
        return statement
                .bind("entryId", flavor.entryId())
                .bind("id", flavor.id())
                .bind("url", flavor.url().toString())
                .bind("sizeBytes", flavor.sizeBytes())
                .bind("bitrateKbps", flavor.bitrateKbps())
                .bind("width", flavor.width())
                .bind("height", flavor.height())
                .bind("tags", Columns.joined(flavor.tags()));
    }
}
