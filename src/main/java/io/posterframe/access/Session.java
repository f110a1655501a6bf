package io.posterframe.access;

/**
 * A Kaltura session ({@code ks}) whose signature is verified.
 *
 * @param partnerId     the account that signed it
 * @param expirySeconds when it ends, seconds since 1970; 0 where it doesn't say
 * @param type          0 for a user, 2 for an administrator, 1 for an old kind of widget that counts as one too
 * @param user          who it was made for; empty or {@code 0} for nobody in particular
 */
record Session(String partnerId, long expirySeconds, int type, String user, Privileges privileges) {

    boolean isAdmin() {
        return type >= 1;
    }

    boolean hasEnded(long nowMillis) {
        return expirySeconds * 1000 <= nowMillis;
    }

    /** Whether it may view an entry that a session is needed for. Being a widget's session is not enough. */
    boolean mayView(String entryId) {
        return isAdmin() || privileges.allows("sview", entryId);
    }

    /** Without its user, who is nobody else's business. */
    @Override
    public String toString() {
        return "Session[" + partnerId + ", type " + type + ", until " + expirySeconds + "]";
    }
}
