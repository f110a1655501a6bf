package io.posterframe.metrics;

/** What is looked at when a scrape comes, rather than counted as it happens. */
public enum Reading {
    QUEUED(Names.QUEUE),
    QUEUE_LIMIT(Names.QUEUE_LIMIT),
    PASSES_WAITING(Names.PASSES_WAITING),
    FLIGHTS(Names.FLIGHTS),
    BUSY_WORKERS(Names.WORKERS, "state", "busy"),
    IDLE_WORKERS(Names.WORKERS, "state", "idle"),
    WORKERS_CONFIGURED(Names.WORKERS_CONFIGURED),
    MEMORY_BYTES(Names.CACHE_BYTES, "tier", "memory"),
    DISK_BYTES(Names.CACHE_BYTES, "tier", "disk"),
    MEMORY_LIMIT(Names.CACHE_LIMIT, "tier", "memory"),
    DISK_LIMIT(Names.CACHE_LIMIT, "tier", "disk"),
    MEMORY_PICTURES(Names.CACHE_ENTRIES, "tier", "memory"),
    DISK_PICTURES(Names.CACHE_ENTRIES, "tier", "disk"),
    BYTES_TO_SHARE(Names.BUCKET_PENDING),
    DATA_DISK_FREE(Names.DISK_FREE),
    DATA_DISK_TOTAL(Names.DISK_TOTAL),
    FAILURES(Names.FAILURES),
    READY_ANSWERS(Names.READY_ANSWERS),
    PURGE_NAMES(Names.PURGE_NAMES),
    FLEET_HEARS(Names.HEARS),
    DATABASE_WAITING(Names.DATABASE_WAITING),
    UPLOADS_BYTES(Names.UPLOADS_BYTES),
    UPLOADS_LIMIT(Names.UPLOADS_LIMIT),
    UPLOADS_RECEIVING(Names.UPLOADS_RECEIVING),
    CAPTURES_BYTES(Names.CAPTURES_BYTES),
    JOBS_RUNNING(Names.JOBS_RUNNING),
    JOBS_FRAMES_DONE(Names.JOBS_FRAMES_DONE),
    JOBS_FRAMES_EXPECTED(Names.JOBS_FRAMES_EXPECTED),
    JOBS_WAITING(Names.JOBS_WAITING),
    JOBS_OLDEST_WAITING(Names.JOBS_OLDEST_WAITING),
    JOBS_OLDEST(Names.JOBS_OLDEST),
    JOBS_MAX_AGE(Names.JOBS_MAX_AGE),
    CONNECTIONS(Names.CONNECTIONS),
    DIRECT_LIMIT(Names.DIRECT_LIMIT);

    private final Names name;
    private final String[] label;

    /** @param label a name and a value, or nothing */
    Reading(Names name, String... label) {
        this.name = name;
        this.label = label;
    }

    Names metric() {
        return name;
    }

    String[] label() {
        return label;
    }
}
