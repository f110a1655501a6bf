package io.posterframe.store;

import io.posterframe.catalog.Partner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The accounts. One can't be deleted while something belongs to it. */
public final class PartnersTable extends IdTable<Partner> {
    private static final String INSERT = "insert into partners (id, name, status, secrets, default_quality,"
            + " cache_age_seconds, requests_per_second, capture_blocked, signed_urls,"
            + " created_at, updated_at) values (:id, :name, :status, :secrets, :defaultQuality,"
            + " :cacheAge, :requestsPerSecond, :captureBlocked, :signedUrls,"
            + " current_timestamp, current_timestamp)";

    private static final String UPDATE = "update partners set name = :name, status = :status,"
            + " secrets = :secrets, default_quality = :defaultQuality,"
            + " cache_age_seconds = :cacheAge, requests_per_second = :requestsPerSecond,"
            + " capture_blocked = :captureBlocked, signed_urls = :signedUrls,"
            + " updated_at = current_timestamp where id = :id";

    public PartnersTable() {
        super("partners", INSERT, UPDATE);
    }

    /** All, in the order of the ids. @param after the id in front of the first; empty to begin */
    public List<Partner> list(Handle handle, String after, int limit) {
        return list(handle, Optional.empty(), after, limit);
    }

    @Override
    Partner read(ResultSet row) throws SQLException {
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

    @Override
    <S extends SqlStatement<S>> S bind(S statement, Partner partner) {
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
