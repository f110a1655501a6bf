package io.posterframe.access;

import org.jspecify.annotations.Nullable;

/**
 * By what right a request comes.
 *
 * @param ks       a Kaltura session, as sent: a secret; or null
 * @param referrer the URL that stands for the Referer header, decoded; or null
 */
public record Credentials(@Nullable String ks, @Nullable String referrer) {
    public static final Credentials NONE = new Credentials(null, null);

    /** Without the session, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "Credentials[ks=" + (ks == null ? "none" : "given") + ", referrer=" + referrer + "]";
    }
}
