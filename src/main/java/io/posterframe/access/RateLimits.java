package io.posterframe.access;

import io.github.bucket4j.TimeMeter;
import io.posterframe.catalog.Partner;
import io.posterframe.picture.Failure.RateLimited;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests of client addresses, of APIs and of accounts, each against its limit. Counts are this server's own and
 * don't outlive it. Safe on every thread; never blocks; while a limit is off it costs nothing.
 */
public final class RateLimits {
    /** For tests and where there is no configuration. */
    public static final RateLimits OFF = new RateLimits(LimitsConfig.DEFAULTS);

    private final LimitsConfig config;
    private final Buckets<Long> addresses;
    private final Buckets<Api> apis;
    private final Buckets<String> partners;
    private final Buckets<String> calls;
    private final Buckets<Long> failures;
    private final LongAdder refused = new LongAdder();

    public RateLimits(LimitsConfig config) {
        this(config, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(LimitsConfig config, TimeMeter clock) {
        this.config = config;
        addresses = new Buckets<>("from your address", clock);
        apis = new Buckets<>("by all clients together", clock);
        partners = new Buckets<>("for pictures of this account", clock);
        calls = new Buckets<>("of this kind for this account", clock);
        failures = new Buckets<>("from your address that were refused for their session, signature or token", clock);
    }

    /** Whether requests of this API need not be counted, account or no account aside. */
    public boolean isOff(Api api) {
        return !config.address().isOn() && !config.of(api).isOn();
    }

    /** How many requests were one too many so far. */
    public long refused() {
        return refused.sum();
    }

    /** Whether a picture out of the memory cache counts too; if not, it is given back or never taken. */
    public boolean countsMemoryHits() {
        return config.countMemoryHits();
    }

    /** Counts a request when it comes in; present, and nothing counted, when it is one too many. */
    public Optional<RateLimited> take(Api api, InetAddress address) {
        if (isOff(api)) {
            return Optional.empty();
        }
        Optional<RateLimited> tooMany = addresses.take(network(address), config.address());
        if (tooMany.isEmpty()) {
            tooMany = apis.take(api, config.of(api));
            if (tooMany.isPresent()) {
                addresses.giveBack(network(address), config.address());
            }
        }
        return counted(tooMany);
    }

    /** Counts a request for its account, once that is known; present, and nothing counted, when it is one too many. */
    public Optional<RateLimited> take(Partner partner) {
        return counted(partners.take(partner.id(), limit(partner)));
    }

    /**
     * The same for an account that is no partner and has no limit of its own.
     *
     * @param name not the id of a partner
     */
    public Optional<RateLimited> takeAccount(String name) {
        return counted(partners.take(name, config.partner()));
    }

    /**
     * Counts a call of one kind for its account, where an API limits each kind by itself, without a burst.
     *
     * @param call              which kind it is, without a space
     * @param requestsPerSecond 0 for no limit
     */
    public Optional<RateLimited> takeCall(Api api, String account, String call, int requestsPerSecond) {
        return counted(calls.take(api + " " + call + " " + account, new Limit(requestsPerSecond, 1)));
    }

    /** Takes back a {@link #take(Api, InetAddress)} that was granted. */
    public void giveBack(Api api, InetAddress address) {
        if (!isOff(api)) {
            addresses.giveBack(network(address), config.address());
            apis.giveBack(api, config.of(api));
        }
    }

    /** Takes back a {@link #take(Partner)} that was granted. */
    public void giveBack(Partner partner) {
        partners.giveBack(partner.id(), limit(partner));
    }

    /** To be asked before a session, a signature or a token is looked at; present when this address has failed too often. */
    public Optional<RateLimited> credentials(InetAddress address) {
        return config.failedCredentials().isOn()
                ? counted(failures.look(network(address), config.failedCredentials()))
                : Optional.empty();
    }

    /** Counts a request that was refused for its session, signature or token. */
    public void credentialsFailed(InetAddress address) {
        if (config.failedCredentials().isOn()) {
            failures.take(network(address), config.failedCredentials());
        }
    }

    private Optional<RateLimited> counted(Optional<RateLimited> tooMany) {
        if (tooMany.isPresent()) {
            refused.increment();
        }
        return tooMany;
    }

    private Limit limit(Partner partner) {
        return partner.requestsPerSecond().isPresent()
                ? new Limit(partner.requestsPerSecond().getAsInt(), 0)
                : config.partner();
    }

    /** How many addresses are remembered. */
    long addresses() {
        return addresses.size();
    }

    /** An IPv4 address, or the first 64 bits of an IPv6 one. No network of IPv6 begins as the former do: 1:/32. */
    private static Long network(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong() : 1L << 32 | bytes.getInt() & 0xffff_ffffL;
    }
}
