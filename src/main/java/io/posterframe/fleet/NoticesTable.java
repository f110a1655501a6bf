package io.posterframe.fleet;

import io.posterframe.fleet.Notice.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** The notices. In a transaction of the caller's. */
final class NoticesTable {
    /** On this channel whoever listens hears that there are new ones. */
    static final String CHANNEL = "posterframe_notices";

    /** Any number that nothing else in the database locks by. */
    private static final long LOCK = 0x706f73746572L;

    private static final int FETCH = 500;

    private final boolean shared;

    /** @param shared whether the database is a PostgreSQL, which several servers may use */
    NoticesTable(boolean shared) {
        this.shared = shared;
    }

    void insert(Handle handle, String node, Kind kind, Collection<String> names) {
        insert(handle, node, kind, names, null);
        if (shared) {
            handle.createQuery("select pg_notify(:channel, '')")
                    .bind("channel", CHANNEL)
                    .mapTo(String.class)
                    .one();
        }
    }

    private void insert(Handle handle, String node, Kind kind, Collection<String> names, @Nullable Instant at) {
        lock(handle);
        handle.createUpdate("insert into notices (node, kind, names, created_at)"
                        + " values (:node, :kind, :names, coalesce(:at, current_timestamp))")
                .bind("node", node)
                .bind("kind", word(kind))
                .bind("names", String.join("\n", names))
                .bind("at", at == null ? null : at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Else a notice could be committed after one of a higher id, and be passed over. */
    private void lock(Handle handle) {
        if (shared) {
            handle.createQuery("select pg_advisory_xact_lock(:lock)::text")
                    .bind("lock", LOCK)
                    .mapTo(String.class)
                    .one();
        }
    }

    /** Those behind an id, in their order. */
    List<Notice> after(Handle handle, long id, int limit) {
        return handle.createQuery("select * from notices where id > :id order by id limit :limit")
                .bind("id", id)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    /** The highest id; 0 where there is none. */
    long last(Handle handle) {
        // one is not enough: ids of notices that were removed are not given again
        return handle.createQuery("select coalesce(max(id), 0) from notices")
                .mapTo(Long.class)
                .one();
    }

    /** Goes through the purges that count after a restart, the newest first, until told to stop. */
    void purges(Handle handle, Predicate<Notice> goOn) {
        try (ResultIterator<Notice> each = handle.createQuery(
                        "select * from notices where kind in ('purge', 'merged') order by id desc")
                .setFetchSize(FETCH)
                .map((row, context) -> read(row))
                .iterator()) {
            while (each.hasNext() && goOn.test(each.next())) {}
        }
    }

    /** The time by the database's clock. */
    Instant now(Handle handle) {
        return handle.createQuery("select current_timestamp as now")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
    }

    /** Removes what all servers have heeded. */
    void removeChanges(Handle handle, Instant before) {
        handle.createUpdate("delete from notices where kind in ('change', 'soft_purge') and created_at < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Puts purges of before together into one of everything. */
    void merge(Handle handle, String node, Instant before) {
        lock(handle);
        boolean any = handle.createQuery("select count(*) from notices where kind = 'purge' and created_at < :before")
                        .bind("before", before.atOffset(ZoneOffset.UTC))
                        .mapTo(Long.class)
                        .one()
                > 0;
        if (!any) {
            return;
        }
        Optional<Instant> newest = handle.createQuery(
                        "select max(created_at) from notices where kind in ('purge', 'merged') and created_at < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
        if (newest.isPresent()) {
            int merged = handle.createUpdate(
                            "delete from notices where kind in ('purge', 'merged') and created_at < :before")
                    .bind("before", before.atOffset(ZoneOffset.UTC))
                    .execute();
            if (merged > 0) {
                insert(handle, node, Kind.MERGED, List.of("*"), newest.get());
            }
        }
    }

    private static Notice read(ResultSet row) throws SQLException {
        String names = row.getString("names");
        String word = row.getString("kind");
        boolean known = Arrays.stream(Kind.values()).anyMatch(each -> word(each).equals(word));
        // what a newer server tells may be anything
        Kind kind = known ? Kind.valueOf(word.toUpperCase(Locale.ROOT)) : Kind.CHANGE;
        return new Notice(
                row.getLong("id"),
                row.getString("node"),
                kind,
                names.isEmpty() || kind == Kind.CHANGE && !known ? List.of() : List.of(names.split("\n")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
