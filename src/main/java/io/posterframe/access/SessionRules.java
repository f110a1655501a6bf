package io.posterframe.access;

import io.posterframe.address.AddressLiteral;
import io.posterframe.picture.Failure.Denied.Reason;
import io.posterframe.picture.PictureException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What makes a session that is signed not valid for a request, in Kaltura's order. */
final class SessionRules {
    /** The account of Kaltura's own batch servers, whose sessions are good for every account's entries. */
    private static final String BATCH = "-1";

    private SessionRules() {}

    /**
     * Throws a PictureException, {@code Denied}, when the session is not valid.
     *
     * @param account the entry's; null where sessions of each account will do
     */
    static void check(Session session, @Nullable String account, Caller caller, long nowMillis) {
        if (session.hasEnded(nowMillis)) {
            throw Denial.of(Reason.SESSION_EXPIRED, "the session (ks) has expired; get a new one");
        }
        boolean foreign = account != null
                && !session.partnerId().equals(account)
                && !session.partnerId().equals(BATCH);
        if (foreign) {
            throw Denial.of(Reason.SESSION_PARTNER, "the session (ks) is of another account than the entry");
        }
        if (!session.privileges().of("iprestrict").stream().allMatch(list -> names(list, caller))) {
            throw Denial.of(Reason.SESSION_ADDRESS, "the session (ks) is for another network address than yours");
        }
        if (!session.privileges().of("urirestrict").stream().allMatch(list -> covers(list, caller))) {
            throw Denial.of(
                    Reason.SESSION_URL, "the session (ks) is for other URLs than this one; a form is never covered");
        }
    }

    static PictureException unreadable() {
        return Denial.of(
                Reason.SESSION_UNREADABLE,
                "the session (ks) can't be read, or is not signed by a secret of its account");
    }

    private static boolean names(String addresses, Caller caller) {
        return Privileges.items(addresses).stream().anyMatch(item -> AddressLiteral.parse(item)
                .filter(caller.address()::equals)
                .isPresent());
    }

    private static boolean covers(String targets, Caller caller) {
        return caller.plain()
                && Arrays.stream(targets.split("\\|"))
                        .anyMatch(target -> target.endsWith("*")
                                ? caller.target().startsWith(target.substring(0, target.length() - 1))
                                : caller.target().equals(target));
    }
}
