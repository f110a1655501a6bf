package io.posterframe.fleet;

import io.posterframe.address.AddressRange;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Who may purge by the PURGE method, and how many purges are told apart. */
public record PurgeConfig(
        @Doc(
                        "Addresses and networks that may use the PURGE method without a token of admin.tokens, as 10.1.2.3. A proxy's is that of all whom it serves, unless access.trusted-proxies names it.")
                List<String> allowedAddresses,
        @Doc(
                        "Names of purges that are told apart, 200 bytes of heap each. Beyond, the older half counts as a purge of all that was made before.")
                @Range(min = 100, max = 10_000_000)
                int maxNames,
        @Doc("How long purges are told apart. After that, they count together as a purge of all that was made before.")
                @Range(min = 60_000, max = 31_536_000_000L)
                Duration keep) {

    public static final PurgeConfig DEFAULTS = new PurgeConfig(List.of(), 100_000, Duration.ofDays(30));

    public PurgeConfig {
        allowedAddresses = List.copyOf(allowedAddresses);
        allowedAddresses.forEach(AddressRange::parse);
    }

    /** Whether an address needs no token. */
    public Predicate<InetAddress> allowed() {
        List<AddressRange> ranges =
                allowedAddresses.stream().map(AddressRange::parse).toList();
        return address -> ranges.stream().anyMatch(range -> range.contains(address.getAddress()));
    }
}
