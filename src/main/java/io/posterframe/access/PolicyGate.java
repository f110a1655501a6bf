package io.posterframe.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.catalog.AccessProfile;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.catalog.Policy;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.picture.Failure.PartnerBlocked;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the account, the URL's signature, the session and the access profile, in this order; the first that says no
 * decides. A session is looked at where it can matter: where a profile restricts, or where there is no profile and the
 * session's account is known.
 */
public final class PolicyGate implements Gate {
    private static final int MOST_RULES = 1_000;

    private final Partners partners;
    private final InstantSource clock;
    private final SignatureRule signatures;
    private final Sites alwaysAllowed;

    /** By the identity of the profile, which is the same as long as its entry is cached. */
    private final Cache<AccessProfile, ProfileRules> rules =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST_RULES).build();

    public PolicyGate(AccessConfig config, Partners partners, InstantSource clock) {
        this.partners = partners;
        this.clock = clock;
        signatures = new SignatureRule(config);
        alwaysAllowed = Sites.of(config.alwaysAllowedSites());
    }

    @Override
    public Future<Grant> admit(Entry entry, EntryRef ref, Credentials credentials, Caller caller) {
        Policy policy = entry.policy();
        return owner(policy, ref).compose(found -> {
            Partner owner = found.orElse(null);
            if (owner != null && owner.status() == Partner.Status.BLOCKED) {
                throw new PictureException(new PartnerBlocked());
            }
            long signedUntil = signatures.check(caller, owner != null && owner.signedUrls(), clock.millis());
            return session(policy, owner, ref, credentials, caller).map(session -> {
                checkProfile(policy.profile(), session.orElse(null), entry, credentials, caller);
                return grant(policy.profile(), session.orElse(null), owner, signedUntil);
            });
        });
    }

    @Override
    public Future<Optional<Partner>> account(Entry entry, EntryRef ref) {
        return owner(entry.policy(), ref);
    }

    private Future<Optional<Partner>> owner(Policy policy, EntryRef ref) {
        return policy.owner() != null
                ? Future.succeededFuture(Optional.of(policy.owner()))
                : partners.partner(ref.partnerId());
    }

    /** The session, valid; empty when none is given or none is looked at. Fails with {@code Denied} for a bad one. */
    private Future<Optional<Session>> session(
            Policy policy, @Nullable Partner owner, EntryRef ref, Credentials credentials, Caller caller) {
        AccessProfile profile = policy.profile();
        String ks = credentials.ks();
        if (ks == null || ks.isEmpty() || profile != null && !profile.restricts()) {
            return Future.succeededFuture(Optional.empty());
        }
        Optional<SessionToken> token = SessionToken.read(ks);
        String signer = token.map(SessionToken::partnerId).orElse(owner == null ? ref.partnerId() : owner.id());
        return account(signer, owner).map(account -> {
            List<String> secrets = account.map(PolicyGate::secrets).orElse(List.of());
            if (secrets.isEmpty() && profile == null) {
                return Optional.empty();
            }
            Session session = token.flatMap(read -> read.open(secrets)).orElseThrow(SessionRules::unreadable);
            SessionRules.check(session, profile == null ? null : account(policy, profile), caller, clock.millis());
            return Optional.of(session);
        });
    }

    private Future<Optional<Partner>> account(String id, @Nullable Partner owner) {
        return owner != null && owner.id().equals(id)
                ? Future.succeededFuture(Optional.of(owner))
                : partners.partner(id);
    }

    /** An empty secret is none: everybody knows it. */
    private static List<String> secrets(Partner account) {
        return account.secrets().stream().filter(secret -> !secret.isBlank()).toList();
    }

    /** Whose sessions are good for the entry. What the URL says doesn't count, as the caller writes it. */
    private static String account(Policy policy, AccessProfile profile) {
        return policy.owner() == null ? profile.partnerId() : policy.owner().id();
    }

    private void checkProfile(
            @Nullable AccessProfile profile,
            @Nullable Session session,
            Entry entry,
            Credentials credentials,
            Caller caller) {
        if (profile == null || !profile.restricts() || session != null && session.isAdmin()) {
            return;
        }
        if (profile.sessionRequired() && (session == null || !session.mayView(entry.id()))) {
            throw Denial.of(
                    Reason.PROFILE,
                    session == null
                            ? "this entry needs a session that may view it; send one as ks"
                            : "the session (ks) may not view this entry; it needs the privilege sview:{entry_id}");
        }
        rules.get(profile, restricting -> new ProfileRules(restricting, alwaysAllowed))
                .check(credentials, caller);
    }

    private static Grant grant(
            @Nullable AccessProfile profile, @Nullable Session session, @Nullable Partner owner, long signedUntil) {
        boolean restricted = profile != null && profile.restricts();
        boolean captureBlocked = owner != null && owner.captureBlocked() || profile != null && profile.captureBlocked();
        long until = session == null ? signedUntil : Math.min(signedUntil, session.expirySeconds() * 1000);
        return new Grant(!restricted && session == null, until, !captureBlocked, owner);
    }
}
