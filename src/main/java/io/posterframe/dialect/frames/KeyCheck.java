package io.posterframe.dialect.frames;

import io.posterframe.access.RateLimits;
import io.posterframe.access.SecretKeys;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.dialect.Metering;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the account of a call by its key. Safe on every thread; never blocks. */
final class KeyCheck {
    private static final String BEARER = "Bearer ";

    private final SecretKeys<FramesKey> keys;
    private final Partners partners;
    private final RateLimits limits;
    private final Metering metering;

    KeyCheck(List<FramesKey> keys, Partners partners, RateLimits limits, Metering metering) {
        this.keys = new SecretKeys<>(keys, FramesKey::key);
        this.partners = partners;
        this.limits = limits;
        this.metering = metering;
    }

    /**
     * The id of the account, which need not be there yet.
     *
     * @return fails with an ApiException for a missing or wrong key, or a PictureException: RateLimited, PartnerBlocked, or
     *     what kept the account from being looked up
     */
    Future<String> admit(Call call) {
        metering.begin(call.caller());
        metering.beforeCredentials(call.caller());
        String partnerId = holder(call.authorization()).partner();
        return partners.partner(partnerId).map(found -> {
            count(partnerId, found);
            return partnerId;
        });
    }

    private FramesKey holder(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw ApiException.noKey();
        }
        return keys.find(authorization.substring(BEARER.length()).strip()).orElseThrow(ApiException::wrongKey);
    }

    private void count(String partnerId, Optional<Partner> found) {
        if (found.isPresent() && found.get().status() == Partner.Status.BLOCKED) {
            throw new PictureException(new Failure.PartnerBlocked());
        }
        Optional<Failure.RateLimited> tooMany =
                found.isPresent() ? limits.take(found.get()) : limits.takeAccount("frames " + partnerId);
        if (tooMany.isPresent()) {
            throw new PictureException(tooMany.get());
        }
    }
}
