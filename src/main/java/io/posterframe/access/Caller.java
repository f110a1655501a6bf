package io.posterframe.access;

import io.posterframe.trail.Trail;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as HTTP tells.
 *
 * @param address the client's, behind trusted proxies the one that they name
 * @param target  path and query of the request, as they came; of a whole URL, as proxies send it, these parts are kept
 * @param referer the Referer header, or null
 * @param plain   whether nothing but the target says what is wanted: no form, as a signature doesn't cover it
 * @param trail   what the request is called in logs and traces
 */
public record Caller(InetAddress address, String target, @Nullable String referer, boolean plain, Trail trail) {

    public Caller {
        target = pathAndQuery(target);
    }

    /** Of a request that has no name. */
    public Caller(InetAddress address, String target, @Nullable String referer, boolean plain) {
        this(address, target, referer, plain, Trail.NONE);
    }

    /** Whether the target has a parameter that is meant as a signature. */
    public boolean claimsSignature() {
        return SignedTarget.isClaimedBy(target);
    }

    /**
     * What follows the question mark of the target, or null. Of a whole URL it is not what follows the first question mark,
     * which may stand in front of the path: whoever reads that would read something else than what was signed.
     */
    public @Nullable String query() {
        int question = target.indexOf('?');
        return question < 0 ? null : target.substring(question + 1);
    }

    private static String pathAndQuery(String target) {
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        if (authority < 0) {
            return target;
        }
        int path = target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }
}
