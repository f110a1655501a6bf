package io.posterframe.access;

import io.posterframe.catalog.AccessProfile;
import io.posterframe.picture.Failure.Denied.Reason;
import java.util.Optional;

/** An access profile in the form in which it is asked. What can't be read of its lists allows nobody and denies nobody. */
final class ProfileRules {
    private final AccessProfile profile;
    private final Sites allowedSites;
    private final Sites deniedSites;
    private final AddressRanges allowedAddresses;
    private final AddressRanges deniedAddresses;

    /** @param alwaysAllowed sites that each list of allowed ones is understood to hold */
    ProfileRules(AccessProfile profile, Sites alwaysAllowed) {
        this.profile = profile;
        allowedSites = Sites.of(profile.allowedSites()).and(alwaysAllowed);
        deniedSites = Sites.of(profile.deniedSites());
        allowedAddresses = AddressRanges.of(profile.allowedAddresses());
        deniedAddresses = AddressRanges.of(profile.deniedAddresses());
    }

    /** Throws a PictureException, {@code Denied}, when the client's address or the page that shows the picture may not. */
    void check(Credentials credentials, Caller caller) {
        boolean addressAllowed = profile.allowedAddresses().isEmpty() || allowedAddresses.contain(caller.address());
        if (!addressAllowed || deniedAddresses.contain(caller.address())) {
            throw Denial.of(Reason.PROFILE, "this entry can't be seen from your network address");
        }
        String given = credentials.referrer();
        Optional<String> host = Sites.host(given == null || given.isEmpty() ? caller.referer() : given);
        if (!profile.allowedSites().isEmpty() && host.isEmpty()) {
            throw Denial.of(
                    Reason.PROFILE,
                    "this entry can be shown on certain sites only; send a Referer header, or the page's URL as referrer");
        }
        boolean siteAllowed = profile.allowedSites().isEmpty()
                || host.filter(allowedSites::contain).isPresent();
        if (!siteAllowed || host.filter(deniedSites::contain).isPresent()) {
            throw Denial.of(Reason.PROFILE, "this entry can't be shown on the site that asks for it");
        }
    }
}
