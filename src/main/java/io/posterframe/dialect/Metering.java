package io.posterframe.dialect;

import io.posterframe.access.Api;
import io.posterframe.access.Caller;
import io.posterframe.access.Credentials;
import io.posterframe.access.Grant;
import io.posterframe.access.RateLimits;
import io.posterframe.catalog.Partner;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Denied;
import io.posterframe.picture.Failure.RateLimited;
import io.posterframe.picture.PictureException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the requests of one API against the limits, from their beginning to their end. Any thread; never blocks. */
public final class Metering {
    private final RateLimits limits;
    private final Api api;

    public Metering(RateLimits limits, Api api) {
        this.limits = limits;
        this.api = api;
    }

    /** A request has come. Throws RateLimited when it is one too many. */
    public void begin(Caller caller) {
        refuse(limits.take(api, caller.address()));
    }

    /** A token is to be looked at. Throws RateLimited when too many were wrong. */
    public void beforeCredentials(Caller caller) {
        refuse(limits.credentials(caller.address()));
    }

    /** As the other, where a session or a signature is given; who gives none can't guess at any. */
    public void beforeCredentials(Credentials credentials, Caller caller) {
        if (credentials.ks() != null || caller.claimsSignature()) {
            beforeCredentials(caller);
        }
    }

    /** The request is let in. Throws RateLimited when it is one too many for its account. */
    public Grant admitted(Grant grant) {
        Partner partner = grant.partner();
        if (partner != null) {
            refuse(limits.take(partner));
        }
        return grant;
    }

    /** The request has its picture; one from memory may cost nothing. */
    public void delivered(Caller caller, @Nullable Partner partner, Delivered delivered) {
        if (delivered.outcome() != Outcome.MEMORY || limits.countsMemoryHits()) {
            return;
        }
        limits.giveBack(api, caller.address());
        if (partner != null) {
            limits.giveBack(partner);
        }
    }

    /** The request has no picture. */
    public void refused(Caller caller, Failure failure) {
        if (failure instanceof Denied denied && isWrong(denied.reason(), caller)) {
            limits.credentialsFailed(caller.address());
        }
    }

    /** Not who has no right, but who has tried to get one by something wrong. */
    private static boolean isWrong(Denied.Reason reason, Caller caller) {
        return switch (reason) {
            case PROFILE -> false;
            case SIGNATURE -> caller.claimsSignature();
            default -> true;
        };
    }

    private static void refuse(Optional<RateLimited> limited) {
        if (limited.isPresent()) {
            throw new PictureException(limited.get());
        }
    }
}
