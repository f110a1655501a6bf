package io.posterframe.store;

import io.posterframe.catalog.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The entries. One needs its account and its profile, and is deleted with its flavors, thumbnails and widgets. */
public final class EntriesTable extends IdTable<StoredEntry> {
    private static final String INSERT = "insert into entries (id, partner_id, name, kind, status, token,"
            + " default_offset_millis, profile_id, created_at, updated_at) values (:id, :partnerId, :name, :kind,"
            + " :status, :token, :defaultOffset, :profileId, :createdAt, :updatedAt)";

    private static final String UPDATE = "update entries set partner_id = :partnerId, name = :name, kind = :kind,"
            + " status = :status, token = :token, default_offset_millis = :defaultOffset, profile_id = :profileId,"
            + " updated_at = :updatedAt where id = :id";

    public EntriesTable() {
        super("entries", INSERT, UPDATE);
    }

    /**
     * Updates those that are there and inserts the others.
     *
     * @param entries no two of one id; in one order everywhere, so that two who write the same don't wait for each other
     *     for ever
     * @return the ids of those that were there
     */
    public Set<String> put(Handle handle, List<StoredEntry> entries) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        Set<String> there = handle.createQuery("select id from entries where id in (<ids>) order by id for update")
                .bindList("ids", entries.stream().map(StoredEntry::id).toList())
                .mapTo(String.class)
                .set();
        try (PreparedBatch updates = handle.prepareBatch(UPDATE);
                PreparedBatch inserts = handle.prepareBatch(INSERT)) {
            entries.forEach(entry ->
                    bind(there.contains(entry.id()) ? updates : inserts, entry).add());
            updates.execute();
            inserts.execute();
        }
        return there;
    }

    /**
     * Notes that something of an entry changes. Whoever else does so has to wait for this transaction's end, so that
     * changes to what belongs to one entry are made one after the other.
     *
     * @return false when there is none
     */
    public boolean touch(Handle handle, String id, Instant now) {
        return handle.createUpdate("update entries set updated_at = :now where id = :id")
                        .bind("now", Columns.time(now))
                        .bind("id", id)
                        .execute()
                > 0;
    }

    @Override
    StoredEntry read(ResultSet row) throws SQLException {
        OptionalLong offset = Columns.optionalLong(row, "default_offset_millis");
        return new StoredEntry(
                row.getString("id"),
                row.getString("partner_id"),
                row.getString("name"),
                Columns.named(Medium.Kind.class, row, "kind"),
                Columns.named(StoredEntry.Status.class, row, "status"),
                row.getString("token"),
                offset.isEmpty() ? null : Duration.ofMillis(offset.getAsLong()),
                row.getString("profile_id"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, StoredEntry entry) {
        Duration offset = entry.defaultOffset();
        return statement
                .bind("id", entry.id())
                .bind("partnerId", entry.partnerId())
                .bind("name", entry.name())
                .bind("kind", Columns.word(entry.kind()))
                .bind("status", Columns.word(entry.status()))
                .bind("token", entry.token())
                .bind("defaultOffset", offset == null ? OptionalLong.empty() : OptionalLong.of(offset.toMillis()))
                .bind("profileId", entry.profileId())
                .bind("createdAt", Columns.time(entry.createdAt()))
                .bind("updatedAt", Columns.time(entry.updatedAt()));
    }
}
