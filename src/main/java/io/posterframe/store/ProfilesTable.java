package io.posterframe.store;

import io.posterframe.catalog.AccessProfile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The access profiles. Each method blocks and fails as those of {@link PartnersTable}. */
public final class ProfilesTable {

    public Optional<AccessProfile> find(Handle handle, String id) {
        return handle.createQuery("select * from access_profiles where id = :id")
                .bind("id", id)
                .map((row, context) -> profile(row))
                .findOne();
    }

    /** Keeps others from changing it until this transaction ends. @return false when there is none */
    public boolean lock(Handle handle, String id) {
        return Rows.lock(handle, "access_profiles", id);
    }

    /**
     * In the order of the ids.
     *
     * @param partnerId whose; empty for all
     * @param after     the id in front of the first; empty to begin
     */
    public List<AccessProfile> list(Handle handle, Optional<String> partnerId, String after, int limit) {
        return Rows.page(handle, "access_profiles", partnerId, after, limit)
                .map((row, context) -> profile(row))
                .list();
    }

    /** A conflict when it is there already, or its account is not. */
    public void insert(Handle handle, AccessProfile profile) {
        bind(
                        handle.createUpdate("insert into access_profiles (id, partner_id, name, session_required,"
                                + " allowed_sites, denied_sites, allowed_addresses, denied_addresses, capture_blocked,"
                                + " created_at, updated_at) values (:id, :partnerId, :name, :sessionRequired,"
                                + " :allowedSites, :deniedSites, :allowedAddresses, :deniedAddresses, :captureBlocked,"
                                + " current_timestamp, current_timestamp)"),
                        profile)
                .execute();
    }

    /** @return false when there is none of its id */
    public boolean update(Handle handle, AccessProfile profile) {
        return bind(
                                handle.createUpdate("update access_profiles set partner_id = :partnerId, name = :name,"
                                        + " session_required = :sessionRequired, allowed_sites = :allowedSites,"
                                        + " denied_sites = :deniedSites, allowed_addresses = :allowedAddresses,"
                                        + " denied_addresses = :deniedAddresses, capture_blocked = :captureBlocked,"
                                        + " updated_at = current_timestamp where id = :id"),
                                profile)
                        .execute()
                > 0;
    }

    /**
     * A conflict while an entry has it.
     *
     * @return false when there was none
     */
    public boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from access_profiles where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private static AccessProfile profile(ResultSet row) throws SQLException {
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

    private static Update bind(Update statement, AccessProfile profile) {
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
