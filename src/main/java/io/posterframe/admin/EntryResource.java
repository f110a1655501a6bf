package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Medium;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.PartnersTable;
import io.posterframe.store.ProfilesTable;
import io.posterframe.store.StoredEntry;
import io.posterframe.store.WidgetsTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Entries, without what belongs to them. */
final class EntryResource extends IdResource<StoredEntry> {
    private static final int TOKEN_BYTES = 16;
    private static final int DAY_SECONDS = 86_400;

    private final PartnersTable partners = new PartnersTable();
    private final ProfilesTable profiles = new ProfilesTable();
    private final WidgetsTable widgets = new WidgetsTable();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    EntryResource(InstantSource clock) {
        super(new EntriesTable());
        this.clock = clock;
    }

    /** To the millisecond, which each database keeps. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** These, and the ids of the widgets that stand for them. */
    static Collection<String> withWidgets(Handle handle, WidgetsTable widgets, Collection<String> entryIds) {
        List<String> ids = new ArrayList<>(entryIds);
        ids.addAll(widgets.idsOf(handle, entryIds));
        return ids;
    }

    @Override
    public String noun() {
        return "entry";
    }

    @Override
    public StoredEntry read(Body body, String parent) {
        body.ignore("created_at", "updated_at");
        Instant now = now(clock);
        OptionalDouble offset = body.number("default_offset_seconds", 0, DAY_SECONDS);
        return new StoredEntry(
                body.required("id", TextRule.ENTRY_ID),
                body.required("partner_id", TextRule.PARTNER_ID),
                Objects.requireNonNullElse(body.optional("name", TextRule.NAME), ""),
                body.word("type", List.of(Medium.Kind.VIDEO, Medium.Kind.IMAGE), Medium.Kind.VIDEO),
                body.word("status", List.of(StoredEntry.Status.values()), StoredEntry.Status.READY),
                token(body),
                offset.isEmpty() ? null : Duration.ofMillis(Math.round(offset.getAsDouble() * 1000)),
                body.optional("profile_id", TextRule.PROFILE_ID),
                now,
                now);
    }

    private @Nullable String token(Body body) {
        String given = body.optional("token", TextRule.TOKEN);
        if (!body.flag("generate_token")) {
            return given;
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    @Override
    public ObjectNode whole(StoredEntry entry) {
        Duration offset = entry.defaultOffset();
        ObjectNode json = Json.object();
        json.put("id", entry.id());
        json.put("partner_id", entry.partnerId());
        json.put("name", entry.name());
        json.put("type", Json.word(entry.kind()));
        json.put("status", Json.word(entry.status()));
        json.put("token", entry.token());
        json.put("default_offset_seconds", offset == null ? null : offset.toMillis() / 1000.0);
        json.put("profile_id", entry.profileId());
        json.put("created_at", entry.createdAt().toString());
        json.put("updated_at", entry.updatedAt().toString());
        return json;
    }

    @Override
    public String idOf(StoredEntry entry) {
        return entry.id();
    }

    @Override
    public void refer(Handle handle, StoredEntry entry, Body body) {
        refer(handle, body, "partner_id", partners, "a partner", entry.partnerId());
        String profile = entry.profileId();
        if (profile != null) {
            refer(handle, body, "profile_id", profiles, "a profile", profile);
        }
    }

    @Override
    public Set<String> filters() {
        return Set.of("partner_id");
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(withWidgets(handle, widgets, List.of(key.id())));
    }
}
