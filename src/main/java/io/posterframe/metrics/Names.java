package io.posterframe.metrics;

/** The names of all metrics, as Prometheus shows them but for its suffixes, and what each one means. */
enum Names {
    REQUESTS("posterframe.requests", "Requests for pictures, by how they were answered."),
    REFUSALS("posterframe.refusals", "Requests for pictures that got none, by why."),
    ABANDONED("posterframe.requests.abandoned", "Requests whose client left before the answer."),
    STAGE("posterframe.stage", "Time spent in a stage of a request or of a render."),
    RENDERS("posterframe.renders", "Pictures made, by whether the worker still had the video open."),
    DECODES("posterframe.decodes", "Pictures made of videos, by what decoded them."),
    QUEUE("posterframe.queue.depth", "Renders that wait for a worker."),
    QUEUE_LIMIT("posterframe.queue.limit", "Renders that may wait for a worker."),
    FLIGHTS("posterframe.flights", "Pictures that are being made or waited for."),
    WORKERS("posterframe.workers", "Worker processes, by whether they are at work."),
    WORKERS_CONFIGURED("posterframe.workers.configured", "Worker processes that there should be."),
    SANDBOX("posterframe.worker.sandbox", "1 for what shuts workers in, 0 for what does not."),
    WORKER_STARTS("posterframe.worker.starts", "Worker processes that came up."),
    WORKER_ENDS("posterframe.worker.ends", "Worker processes that ended, by reason."),
    ORIGIN_BYTES("posterframe.origin.bytes", "Media bytes read, by kind of origin."),
    ORIGIN_REQUESTS("posterframe.origin.requests", "Requests to HTTP origins, by how they ended."),
    BLOCKS("posterframe.origin.blocks", "Lookups in the block cache of HTTP origins."),
    CACHE_BYTES("posterframe.cache.bytes", "Bytes held, by tier."),
    CACHE_LIMIT("posterframe.cache.limit.bytes", "Bytes that may be held, by tier."),
    CACHE_ENTRIES("posterframe.cache.entries", "Pictures held, by tier."),
    CACHE_EVICTIONS("posterframe.cache.evictions", "Pictures that left because their tier was full."),
    CACHE_DISK_ERRORS("posterframe.cache.disk.errors", "File operations of the disk tier that failed."),
    CACHE_CORRUPT("posterframe.cache.disk.corrupt", "Cache files that were not what they should be, and were dropped."),
    CACHE_WRITES_DROPPED("posterframe.cache.disk.writes.dropped", "Pictures that were not written to disk."),
    CACHE_READS_REFUSED("posterframe.cache.disk.reads.refused", "Lookups on disk refused because too many waited."),
    BUCKET_LOOKUPS("posterframe.bucket.lookups", "Lookups in the shared bucket, by what came of them."),
    BUCKET_WRITES("posterframe.bucket.writes", "Pictures for the shared bucket, by what became of them."),
    BUCKET_PENDING("posterframe.bucket.pending.bytes", "Bytes that wait to be written to the shared bucket."),
    DISK_FREE("posterframe.disk.free.bytes", "Bytes that may still be written to the disk of the data folder."),
    DISK_TOTAL("posterframe.disk.total.bytes", "The size of the disk of the data folder."),
    FAILURES("posterframe.cache.failures", "Failures that are remembered."),
    DATABASE("posterframe.database", "Time of transactions, from when they were asked for."),
    DATABASE_FAILURES("posterframe.database.failures", "Transactions that the database did not do."),
    DATABASE_WAITING("posterframe.database.waiting", "Transactions that wait for a connection."),
    UPLOADS_BYTES("posterframe.uploads.bytes", "Bytes that uploaded files take, or are about to take."),
    UPLOADS_LIMIT("posterframe.uploads.limit.bytes", "Bytes that uploaded files may take."),
    UPLOADS_RECEIVING("posterframe.uploads.receiving", "Files and chunks that are coming in."),
    CAPTURES_BYTES("posterframe.captures.bytes", "Bytes that pictures captured of live streams take."),
    JOBS_WAITING("posterframe.jobs.waiting", "Jobs in the database that no server has begun."),
    JOBS_OLDEST_WAITING(
            "posterframe.jobs.oldest.waiting.seconds",
            "For how long the oldest of the jobs has waited that none has begun."),
    JOBS_OLDEST("posterframe.jobs.oldest.seconds", "How long ago the oldest job was ordered that has not ended."),
    JOBS_MAX_AGE("posterframe.jobs.max.age.seconds", "After how long a job that has not ended fails."),
    JOBS_RUNNING("posterframe.jobs.running", "Jobs that this server works on."),
    JOBS_FRAMES_DONE(
            "posterframe.jobs.running.frames.done", "Frames that are safe of the jobs that this server works on."),
    JOBS_FRAMES_EXPECTED("posterframe.jobs.running.frames.expected", "Frames that these jobs will have."),
    JOBS_BEGUN("posterframe.jobs.begun", "Jobs that this server has begun or gone on with."),
    JOBS_ENDED("posterframe.jobs.ended", "Jobs that ended here, by how."),
    JOB_FRAMES("posterframe.job.frames", "Frames that were made for jobs and kept."),
    JOB_BYTES("posterframe.job.bytes", "Bytes of these frames."),
    CALLBACKS("posterframe.callbacks", "Attempts to tell the end of a job, by what became of them."),
    PASSES_WAITING("posterframe.queue.passes", "Passes of jobs that wait for a worker behind all pictures."),
    CONNECTIONS("posterframe.connections", "Connections of clients that are open."),
    CONNECTIONS_ENDED("posterframe.connections.ended", "Connections that were ended for what they cost, by reason."),
    RATE_LIMITED("posterframe.rate.limited", "Requests refused because there were too many."),
    PURGES("posterframe.purges", "Purges that were heeded, by kind and by where they came from."),
    PURGED("posterframe.purged", "Pictures that went since they were purged, by tier."),
    PURGE_NAMES("posterframe.purge.names", "Names of purges that are told apart."),
    NOTICES("posterframe.fleet.notices", "Notices of other servers that were heeded."),
    HEARS("posterframe.fleet.hears", "1 while notices of other servers come in."),
    READY_ANSWERS("posterframe.ready.answers", "Request targets with a ready answer."),
    DIRECT_LIMIT("posterframe.direct.memory.limit.bytes", "Direct memory that the JVM may take."),
    BUILD("posterframe.build.info", "1, with what runs in its labels.");

    private final String id;
    private final String help;

    Names(String id, String help) {
        this.id = id;
        this.help = help;
    }

    String id() {
        return id;
    }

    String help() {
        return help;
    }
}
