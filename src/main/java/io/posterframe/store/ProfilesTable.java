package io.posterframe.store;

import io.posterframe.catalog.AccessProfile;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/** The access profiles. One needs its account, and can't be deleted while an entry has it. */
public final class ProfilesTable extends IdTable<AccessProfile> {
    private static final String INSERT = "insert into access_profiles (id, partner_id, name, session_required,"
            + " allowed_sites, denied_sites, allowed_addresses, denied_addresses, capture_blocked,"
            + " created_at, updated_at) values (:id, :partnerId, :name, :sessionRequired,"
            + " :allowedSites, :deniedSites, :allowedAddresses, :deniedAddresses, :captureBlocked,"
            + " current_timestamp, current_timestamp)";

    private static final String UPDATE = "update access_profiles set partner_id = :partnerId, name = :name,"
            + " session_required = :sessionRequired, allowed_sites = :allowedSites,"
            + " denied_sites = :deniedSites, allowed_addresses = :allowedAddresses,"
            + " denied_addresses = :deniedAddresses, capture_blocked = :captureBlocked,"
            + " updated_at = current_timestamp where id = :id";

    public ProfilesTable() {
        super("access_profiles", INSERT, UPDATE);
    }

    @Override
    AccessProfile read(ResultSet row) throws SQLException {
        return new AccessProfile(
                row.getString("id"),
                row.getString("partner_id"),
                row.getString("name"),
                row.getBoolean("session_required"),
                Columns.words(row, "allowed_sites"),
                Columns.words(row, "denied_sites"),
                Columns.words(row, "allowed_addresses"),
                Columns.words(row, "denied_addresses"),
                row.getBoolean("capture_blocked"));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, AccessProfile profile) {
        return statement
                .bind("id", profile.id())
                .bind("partnerId", profile.partnerId())
                .bind("name", profile.name())
                .bind("sessionRequired", profile.sessionRequired())
                .bind("allowedSites", Columns.joined(profile.allowedSites()))
                .bind("deniedSites", Columns.joined(profile.deniedSites()))
                .bind("allowedAddresses", Columns.joined(profile.allowedAddresses()))
                .bind("deniedAddresses", Columns.joined(profile.deniedAddresses()))
                .bind("captureBlocked", profile.captureBlocked());
    }
}
