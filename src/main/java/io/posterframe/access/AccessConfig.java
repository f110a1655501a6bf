package io.posterframe.access;

import io.posterframe.address.AddressRange;
import io.posterframe.picture.Doc;
import java.util.List;

/**
 * Who may have pictures, besides what accounts and access profiles say.
 */
public record AccessConfig(
        @Doc("Whether only signed URLs are answered, whatever the account says.") boolean requireSignature,
        @Doc(
                        "The keys of signed URLs. The first signs, each of them verifies, so that a key can be replaced without a break.")
                List<SigningKey> signingKeys,
        @Doc(
                        "Host names whose pages, and those of hosts below them, may show a picture whatever sites its access profile allows.")
                List<String> alwaysAllowedSites,
        @Doc(
                        "Address ranges (10.0.0.0/8) of the proxies in front of this server. Only from them X-Forwarded-For is believed.")
                List<String> trustedProxies) {

    public static final AccessConfig DEFAULTS = new AccessConfig(false, List.of(), List.of(), List.of());

    /** Fails with an IllegalArgumentException that says what doesn't fit, without any secret. */
    public AccessConfig {
        signingKeys = List.copyOf(signingKeys);
        alwaysAllowedSites = List.copyOf(alwaysAllowedSites);
        trustedProxies = List.copyOf(trustedProxies);
        if (requireSignature && signingKeys.isEmpty()) {
            throw new IllegalArgumentException("require-signature needs one of signing-keys");
        }
        if (signingKeys.stream().map(SigningKey::id).distinct().count() < signingKeys.size()) {
            throw new IllegalArgumentException("signing-keys must have different ids");
        }
        alwaysAllowedSites.forEach(site -> {
            if (Sites.name(site).isEmpty()) {
                throw new IllegalArgumentException(
                        "always-allowed-sites must be host names such as example.com, not '" + site + "'");
            }
        });
        trustedProxies.forEach(AddressRange::parse);
    }
}
