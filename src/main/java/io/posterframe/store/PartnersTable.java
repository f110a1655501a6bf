package io.posterframe.store;

import io.posterframe.catalog.Partner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The accounts. Each method blocks, and fails with a JdbiException: {@link io.posterframe.database.Database#isConflict}
 * says whether a rule of the schema was broken.
 */
public final class PartnersTable {

    public Optional<Partner> find(Handle handle, String id) {
        return handle.createQuery("select * from partners where id = :id")
                .bind("id", id)
                .map((row, context) -> partner(row))
                .findOne();
    }

    /** Keeps others from changing it until this transaction ends. @return false when there is none */
    public boolean lock(Handle handle, String id) {
        return Rows.lock(handle, "partners", id);
    }

    /**
     * In the order of the ids.
     *
     * @param after the id in front of the first; empty to begin
     */
    public List<Partner> list(Handle handle, String after, int limit) {
        return handle.createQuery("select * from partners where id > :after order by id limit :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> partner(row))
                .list();
    }

    /** A conflict when it is there already. */
    public void insert(Handle handle, Partner partner) {
        bind(
                        handle.createUpdate("insert into partners (id, name, status, secrets, default_quality,"
                                + " cache_age_seconds, requests_per_second, capture_blocked, signed_urls,"
                                + " created_at, updated_at) values (:id, :name, :status, :secrets, :defaultQuality,"
                                + " :cacheAge, :requestsPerSecond, :captureBlocked, :signedUrls,"
                                + " current_timestamp, current_timestamp)"),
                        partner)
                .execute();
    }

    /** @return false when there is none of its id */
    public boolean update(Handle handle, Partner partner) {
        return bind(
                                handle.createUpdate("update partners set name = :name, status = :status,"
                                        + " secrets = :secrets, default_quality = :defaultQuality,"
                                        + " cache_age_seconds = :cacheAge, requests_per_second = :requestsPerSecond,"
                                        + " capture_blocked = :captureBlocked, signed_urls = :signedUrls,"
                                        + " updated_at = current_timestamp where id = :id"),
                                partner)
                        .execute()
                > 0;
    }

    /**
     * A conflict while something belongs to it.
     *
     * @return false when there was none
     */
    public boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from partners where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private static Partner partner(ResultSet row) throws SQLException {
        OptionalLong cacheAge = Columns.optionalLong(row, "cache_age_seconds");
        return new Partner(
                row.getString("id"),
                row.getString("name"),
                Columns.named(Partner.Status.class, row, "status"),
                Columns.words(row, "secrets"),
                Columns.optionalInt(row, "default_quality"),
                cacheAge.isEmpty() ? null : Duration.ofSeconds(cacheAge.getAsLong()),
                Columns.optionalInt(row, "requests_per_second"),
                row.getBoolean("capture_blocked"),
                row.getBoolean("signed_urls"));
    }

    private static Update bind(Update statement, Partner partner) {
        Duration cacheAge = partner.cacheAge();
        return statement
                .bind("id", partner.id())
                .bind("name", partner.name())
                .bind("status", Columns.word(partner.status()))
                .bind("secrets", Columns.joined(partner.secrets()))
                .bind("defaultQuality", partner.defaultQuality())
                .bind("cacheAge", cacheAge == null ? OptionalLong.empty() : OptionalLong.of(cacheAge.toSeconds()))
                .bind("requestsPerSecond", partner.requestsPerSecond())
                .bind("captureBlocked", partner.captureBlocked())
                .bind("signedUrls", partner.signedUrls());
    }
}
