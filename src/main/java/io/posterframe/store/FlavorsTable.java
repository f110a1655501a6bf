package io.posterframe.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The flavors of entries. Each method blocks and fails as those of {@link PartnersTable}. */
public final class FlavorsTable {
    /** An entry's flavors are read together, so there is a bound to their number. */
    public static final int MAX_OF_ENTRY = 100;

    private static final String INSERT = "insert into flavors (entry_id, id, url, size_bytes, bitrate_kbps, width,"
            + " height, tags, created_at, updated_at) values (:entryId, :id, :url, :sizeBytes, :bitrateKbps, :width,"
            + " :height, :tags, current_timestamp, current_timestamp)";

    public Optional<Flavor> find(Handle handle, String entryId, String id) {
        return handle.createQuery("select * from flavors where entry_id = :entryId and id = :id")
                .bind("entryId", entryId)
                .bind("id", id)
                .map((row, context) -> flavor(row))
                .findOne();
    }

    /** All of an entry, in the order of their ids. */
    public List<Flavor> list(Handle handle, String entryId) {
        return list(handle, entryId, "", MAX_OF_ENTRY);
    }

    /**
     * Some of an entry, in the order of their ids.
     *
     * @param after the id in front of the first; empty to begin
     */
    public List<Flavor> list(Handle handle, String entryId, String after, int limit) {
        return handle.createQuery(
                        "select * from flavors where entry_id = :entryId and id > :after order by id" + " limit :limit")
                .bind("entryId", entryId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> flavor(row))
                .list();
    }

    public int count(Handle handle, String entryId) {
        return handle.createQuery("select count(*) from flavors where entry_id = :entryId")
                .bind("entryId", entryId)
                .mapTo(Integer.class)
                .one();
    }

    /** A conflict when it is there already, or its entry is not. */
    public void insert(Handle handle, Flavor flavor) {
        bind(handle.createUpdate(INSERT), flavor).execute();
    }

    /** @return false when there is none of its id */
    public boolean update(Handle handle, Flavor flavor) {
        return bind(
                                handle.createUpdate("update flavors set url = :url, size_bytes = :sizeBytes,"
                                        + " bitrate_kbps = :bitrateKbps, width = :width, height = :height,"
                                        + " tags = :tags, updated_at = current_timestamp"
                                        + " where entry_id = :entryId and id = :id"),
                                flavor)
                        .execute()
                > 0;
    }

    /**
     * Inserts these in the place of what some entries have.
     *
     * @param entryIds those that may have some
     */
    public void replace(Handle handle, Collection<String> entryIds, List<Flavor> flavors) {
        if (!entryIds.isEmpty()) {
            handle.createUpdate("delete from flavors where entry_id in (<entryIds>)")
                    .bindList("entryIds", List.copyOf(entryIds))
                    .execute();
        }
        try (PreparedBatch inserts = handle.prepareBatch(INSERT)) {
            flavors.forEach(flavor -> bind(inserts, flavor).add());
            inserts.execute();
        }
    }

    /** @return false when there was none */
    public boolean delete(Handle handle, String entryId, String id) {
        return handle.createUpdate("delete from flavors where entry_id = :entryId and id = :id")
                        .bind("entryId", entryId)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private static Flavor flavor(ResultSet row) throws SQLException {
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

    private static <S extends SqlStatement<S>> S bind(S statement, Flavor flavor) {
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
