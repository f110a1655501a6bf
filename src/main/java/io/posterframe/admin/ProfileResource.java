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
final class ProfileResource extends IdResource<AccessProfile> {
    private static final int MAX_ITEMS = 100;

    private final PartnersTable partners = new PartnersTable();

    ProfileResource() {
        super(new ProfilesTable());
    }

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
        refer(handle, body, "partner_id", partners, "a partner", profile.partnerId());
    }

    @Override
    public Set<String> filters() {
        return Set.of("partner_id");
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.empty();
    }
}
