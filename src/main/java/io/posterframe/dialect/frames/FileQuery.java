package io.posterframe.dialect.frames;

import io.posterframe.asset.AssetQuery;
import io.posterframe.job.JobApi;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Which files a list is of. Each file is ready as soon as it is there, so of another status there are none.
 *
 * @param assets as the store knows it
 * @param any    false for a status that no file has
 */
record FileQuery(AssetQuery assets, Page page, boolean any) {
    private static final String COMPLETED = "completed";

    /** Reads the parameters; fails with an ApiException that names the first mistake. */
    static FileQuery of(Map<String, String> query, String partnerId) {
        if (query.containsKey("filter")) {
            throw ApiException.badInput("filter", "is not supported here");
        }
        Page page = Page.of(query);
        String status = oneOf(query, "status", List.of(COMPLETED, "pending", "processing", "failed", "not_applicable"));
        AssetQuery assets = new AssetQuery(
                JobApi.FRAMES,
                partnerId,
                time(query, "created_after", Instant.MIN),
                time(query, "created_before", Instant.MAX),
                oneOf(query, "order", List.of("created_at", "filename")).equals("filename"),
                oneOf(query, "sort", List.of("desc", "asc")).equals("desc"),
                page.limit(),
                page.offset());
        return new FileQuery(assets, page, status.equals(COMPLETED));
    }

    /** @param words the first is meant where none is given */
    private static String oneOf(Map<String, String> query, String name, List<String> words) {
        String value = query.getOrDefault(name, words.get(0));
        if (!words.contains(value)) {
            throw ApiException.badInput(name, "must be one of " + String.join(", ", words));
        }
        return value;
    }

    /** A day, which begins in UTC, a time with its offset, or seconds since 1970. */
    private static Instant time(Map<String, String> query, String name, Instant fallback) {
        String value = query.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            if (value.matches("[0-9]{1,11}")) {
                return Instant.ofEpochSecond(Long.parseLong(value));
            }
            if (value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            if (value.matches("[0-9]{4}-.*")) {
                return OffsetDateTime.parse(value).toInstant();
            }
        } catch (DateTimeException e) {
            throw badTime(name);
        }
        throw badTime(name);
    }

    private static ApiException badTime(String name) {
        return ApiException.badInput(
                name, "must be a day (2026-11-29), a time (2026-11-29T12:00:00Z) or seconds since 1970");
    }
}
