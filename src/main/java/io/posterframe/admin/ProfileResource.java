package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.AccessProfile;
import io.posterframe.store.PartnersTable;
import io.posterframe.store.ProfilesTable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Access profiles. */
final class ProfileResource implements Resource<AccessProfile> {
    private static final int MAX_ITEMS = 100;

    private final ProfilesTable table = new ProfilesTable();
    private final PartnersTable partners = new PartnersTable();

    @Override
    public String noun() {
        return "profile";
    }

    @Override
    public AccessProfile read(Body body, String parent) {
        return new AccessProfile(
                body.required("id", TextRule.PROFILE_ID),
                body.required("partner_id", TextRule.PARTNER_ID),
                Objects.requireNonNullElse(body.optional("name", TextRule.NAME), ""),
                body.flag("session_required"),
                sites(body, "allowed_sites"),
                sites(body, "denied_sites"),
                body.words("allowed_addresses", MAX_ITEMS, TextRule.ADDRESSES),
                body.words("denied_addresses", MAX_ITEMS, TextRule.ADDRESSES),
                body.flag("capture_blocked"));
    }

    private static List<String> sites(Body body, String name) {
        return body.words(name, MAX_ITEMS, TextRule.SITE).stream()
                .map(site -> site.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    @Override
    public ObjectNode whole(AccessProfile profile) {
        ObjectNode json = Json.object();
        json.put("id", profile.id());
        json.put("partner_id", profile.partnerId());
        json.put("name", profile.name());
        json.put("session_required", profile.sessionRequired());
        Json.put(json, "allowed_sites", profile.allowedSites());
        Json.put(json, "denied_sites", profile.deniedSites());
        Json.put(json, "allowed_addresses", profile.allowedAddresses());
        Json.put(json, "denied_addresses", profile.deniedAddresses());
        json.put("capture_blocked", profile.captureBlocked());
        return json;
    }

    @Override
    public String idOf(AccessProfile profile) {
        return profile.id();
    }

    @Override
    public void refer(Handle handle, AccessProfile profile, Body body) {
        if (partners.find(handle, profile.partnerId()).isEmpty()) {
            body.mistake("partner_id", "must be that of a partner; there is no " + profile.partnerId());
        }
    }

    @Override
    public Set<String> filters() {
        return Set.of("partner_id");
    }

    @Override
    public boolean lock(Handle handle, Key key) {
        table.lock(handle, key.id());
        return true;
    }

    @Override
    public Optional<AccessProfile> find(Handle handle, Key key) {
        return table.find(handle, key.id());
    }

    @Override
    public List<AccessProfile> list(Handle handle, String parent, Optional<String> partnerId, String after, int limit) {
        return table.list(handle, partnerId, after, limit);
    }

    @Override
    public void insert(Handle handle, AccessProfile profile) {
        table.insert(handle, profile);
    }

    @Override
    public void update(Handle handle, AccessProfile profile) {
        table.update(handle, profile);
    }

    @Override
    public boolean delete(Handle handle, Key key) {
        return table.delete(handle, key.id());
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.empty();
    }
}
