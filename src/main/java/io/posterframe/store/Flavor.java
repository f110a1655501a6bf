package io.posterframe.store;

import java.net.URI;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One encoding of an entry's video.
 *
 * @param id          1 to 128 characters, unique in its entry
 * @param url         {@code http(s):}, {@code file:} below the catalog's folder, or {@code upload:}
 * @param bitrateKbps 1 or more
 * @param tags        words; {@code thumbsource}, {@code source}, {@code mbr} and {@code web} have a meaning (spec, section 7)
 */
public record Flavor(
        String entryId,
        String id,
        URI url,
        OptionalLong sizeBytes,
        OptionalInt bitrateKbps,
        OptionalInt width,
        OptionalInt height,
        Set<String> tags) {
    public Flavor {
        tags = Set.copyOf(tags);
    }
}
