package io.posterframe.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Partner;
import io.posterframe.store.PartnersTable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Accounts. Their secrets can be written and not read. */
final class PartnerResource extends IdResource<Partner> {
    private static final String SECRETS = "secrets";
    private static final String SECRET_COUNT = "secret_count";
    private static final int MAX_SECRETS = 10;
    private static final int YEAR_SECONDS = 31_536_000;

    PartnerResource() {
        super(new PartnersTable());
    }

    @Override
    public String noun() {
        return "partner";
    }

    @Override
    public Partner read(Body body, String parent) {
        body.ignore(SECRET_COUNT);
        OptionalLong cacheAge = body.whole("cache_age_seconds", 0, YEAR_SECONDS);
        return new Partner(
                body.required("id", TextRule.PARTNER_ID),
                Objects.requireNonNullElse(body.optional("name", TextRule.NAME), ""),
                body.word("status", List.of(Partner.Status.values()), Partner.Status.ACTIVE),
                body.words(SECRETS, MAX_SECRETS, TextRule.SECRET),
                body.integer("default_quality", 0, 100),
                cacheAge.isEmpty() ? null : Duration.ofSeconds(cacheAge.getAsLong()),
                body.integer("requests_per_second", 1, 1_000_000),
                body.flag("capture_blocked"),
                body.flag("signed_urls"));
    }

    @Override
    public ObjectNode whole(Partner partner) {
        ObjectNode json = shown(partner);
        Json.put(json, SECRETS, partner.secrets());
        return json;
    }

    @Override
    public ObjectNode shown(Partner partner) {
        Duration cacheAge = partner.cacheAge();
        ObjectNode json = Json.object();
        json.put("id", partner.id());
        json.put("name", partner.name());
        json.put("status", Json.word(partner.status()));
        json.put(SECRET_COUNT, partner.secrets().size());
        Json.put(json, "default_quality", partner.defaultQuality());
        json.put("cache_age_seconds", cacheAge == null ? null : cacheAge.toSeconds());
        Json.put(json, "requests_per_second", partner.requestsPerSecond());
        json.put("capture_blocked", partner.captureBlocked());
        json.put("signed_urls", partner.signedUrls());
        return json;
    }

    /** What can't be read can't be sent back: a replacement that doesn't name the secrets leaves them. */
    @Override
    public void keep(ObjectNode body, Partner stored) {
        JsonNode given = body.get(SECRETS);
        if (given == null || given.isNull()) {
            Json.put(body, SECRETS, stored.secrets());
        }
    }

    @Override
    public String idOf(Partner partner) {
        return partner.id();
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.empty();
    }
}
