package io.posterframe.catalog;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/** For how long answers of a database or of a lookup service are remembered. */
public record LookupConfig(
        @Doc("Entries that are remembered, at about 2 KiB each.") @Range(min = 1, max = 10_000_000) int maxEntries,
        @Doc("How long an entry that was looked up counts as current. For as long again it is still served while it is "
                        + "looked up anew. What is written through this server counts at once.")
                @Range(min = 1, max = 86_400_000)
                Duration freshFor,
        @Doc("How long it is remembered that there is no such entry.") @Range(min = 1, max = 86_400_000)
                Duration unknownFor,
        @Doc("For how long an entry is served as it was last seen while lookups fail.") @Range(min = 1)
                Duration staleIfError) {

    public static final LookupConfig DEFAULTS =
            new LookupConfig(10_000, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofHours(1));
}
