package io.posterframe.catalog;

import java.util.List;

/**
 * Rules over who may see an entry's pictures. Each list holds at most 100 items; an empty list is no rule.
 *
 * @param id               1 to 64 characters
 * @param partnerId        the account that it belongs to
 * @param name             for people, up to 255 characters, perhaps empty
 * @param sessionRequired  whether a session is needed that may view the entry
 * @param allowedSites     host names; a page of one of them, or of a host below one, may show the picture, no other may
 * @param deniedSites      host names whose pages, and those of hosts below them, may not show it
 * @param allowedAddresses CIDR ranges of clients that may see it; no other may
 * @param deniedAddresses  CIDR ranges of clients that may not
 * @param captureBlocked   whether no frame may be taken of the video; stored images are served
 */
public record AccessProfile(
        String id,
        String partnerId,
        String name,
        boolean sessionRequired,
        List<String> allowedSites,
        List<String> deniedSites,
        List<String> allowedAddresses,
        List<String> deniedAddresses,
        boolean captureBlocked) {

    public AccessProfile {
        allowedSites = List.copyOf(allowedSites);
        deniedSites = List.copyOf(deniedSites);
        allowedAddresses = List.copyOf(allowedAddresses);
        deniedAddresses = List.copyOf(deniedAddresses);
    }

    /** Whether who asks decides over the answer. */
    public boolean restricts() {
        return sessionRequired
                || !allowedSites.isEmpty()
                || !deniedSites.isEmpty()
                || !allowedAddresses.isEmpty()
                || !deniedAddresses.isEmpty();
    }
}
