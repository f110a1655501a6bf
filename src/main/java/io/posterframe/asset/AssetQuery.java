package io.posterframe.asset;

import io.posterframe.job.JobApi;
import java.time.Instant;

/**
 * Which assets are wanted, and in which order.
 *
 * @param after      made later than this; {@link Instant#MIN} for all
 * @param before     made earlier than this; {@link Instant#MAX} for all
 * @param byName     by their file names rather than by when they were made
 * @param descending the last of that order first
 * @param limit      1 or more
 * @param offset     0 or more
 */
public record AssetQuery(
        JobApi api,
        String partnerId,
        Instant after,
        Instant before,
        boolean byName,
        boolean descending,
        int limit,
        long offset) {}
