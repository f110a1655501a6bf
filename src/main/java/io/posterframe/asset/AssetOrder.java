package io.posterframe.asset;

import io.posterframe.job.JobApi;
import org.jspecify.annotations.Nullable;

/**
 * What a file that comes in is to be.
 *
 * @param entryId  made by the API, free
 * @param metadata a JSON object as text, at most {@link Asset#LONGEST_METADATA} characters; null for nothing
 */
public record AssetOrder(JobApi api, String partnerId, String entryId, @Nullable String metadata) {}
