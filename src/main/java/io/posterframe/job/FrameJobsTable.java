package io.posterframe.job;

import io.posterframe.job.FrameJob.Callback;
import io.posterframe.store.Columns;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code frame_jobs}, each within the transaction of its caller. */
final class FrameJobsTable {
    private static final String OF_ENTRY =
            " from frame_jobs where api = :api and partner_id = :partner and entry_id = :entry";

    private static final String UNFINISHED = " from frame_jobs where status in ('PENDING', 'RUNNING')";
    private static final String UNEXPIRED = " and valid_until > :then";

    private FrameJobsTable() {}

    /** @param orderKey null for a job that no order is the same as */
    static void insert(Handle handle, FrameJob job, @Nullable String orderKey) {
        FrameOrder order = job.order();
        URI callback = order.callback();
        handle.createUpdate(
                        """
                        insert into frame_jobs (id, api, partner_id, entry_id, order_key, frames_per_second, max_width,
                            thumbnails, start_micros, end_micros, collection, status, done, bytes, run,
                            setbacks, created_at, updated_at, valid_until, callback_url, callback_status,
                            callback_attempts)
                        values (:id, :api, :partner, :entry, :key, :fps, :width, :thumbnails, :start, :end,
                            :collection, :status, 0, 0, 0, 0, :created, :created, :until, :url, :callback, 0)""")
                .bind("id", job.id())
                .bind("api", order.api().name())
                .bind("partner", order.partnerId())
                .bind("entry", order.entryId())
                .bind("key", orderKey)
                .bind("fps", order.framesPerSecond())
                .bind("width", order.maxWidth())
                .bind("thumbnails", order.thumbnails())
                .bind("start", order.startMicros())
                .bind("end", order.endMicros())
                .bind("collection", job.collection())
                .bind("status", job.status().name())
                .bind("created", Columns.time(job.createdAt()))
                .bind("until", Columns.time(job.validUntil()))
                .bind("url", callback == null ? null : callback.toString())
                .bind("callback", job.callback().state().name())
                .execute();
    }

    static Optional<FrameJob> find(Handle handle, String id) {
        return one(handle, "id = :value", id);
    }

    /** The same; until the transaction ends nobody else changes it. */
    static Optional<FrameJob> lock(Handle handle, String id) {
        return one(handle, "id = :value for update", id);
    }

    static Optional<FrameJob> ofCollection(Handle handle, long collection) {
        return one(handle, "collection = :value", collection);
    }

    private static Optional<FrameJob> one(Handle handle, String condition, Object value) {
        return handle.createQuery("select * from frame_jobs where " + condition)
                .bind("value", value)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<FrameJob> ofOrder(Handle handle, FrameOrder order, String orderKey) {
        return handle.createQuery("select *" + OF_ENTRY + " and order_key = :key")
                .bind("api", order.api().name())
                .bind("partner", order.partnerId())
                .bind("entry", order.entryId())
                .bind("key", orderKey)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Those that were asked for last come first, without those that had expired then. */
    static JobPage ofEntry(
            Handle handle, JobApi api, String partnerId, String entryId, Instant then, int limit, long offset) {
        List<FrameJob> jobs = handle.createQuery(
                        "select *" + OF_ENTRY + UNEXPIRED + " order by created_at desc, id limit :limit offset :offset")
                .bind("api", api.name())
                .bind("partner", partnerId)
                .bind("entry", entryId)
                .bind("then", Columns.time(then))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> read(row))
                .list();
        long total = handle.createQuery("select count(*)" + OF_ENTRY + UNEXPIRED)
                .bind("api", api.name())
                .bind("partner", partnerId)
                .bind("entry", entryId)
                .bind("then", Columns.time(then))
                .mapTo(Long.class)
                .one();
        return new JobPage(jobs, total);
    }

    /** Some of all, by their ids. */
    static List<FrameJob> after(Handle handle, Optional<String> partnerId, String id, int limit) {
        return handle.createQuery("select * from frame_jobs where id > :id"
                        + (partnerId.isPresent() ? " and partner_id = :partner" : "")
                        + " order by id limit :limit")
                .bind("id", id)
                .bind("partner", partnerId.orElse(""))
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    static long unfinished(Handle handle) {
        return handle.createQuery("select count(*)" + UNFINISHED)
                .mapTo(Long.class)
                .one();
    }

    /** Those of an account. */
    static long unfinished(Handle handle, String partnerId) {
        return handle.createQuery("select count(*)" + UNFINISHED + " and partner_id = :partner")
                .bind("partner", partnerId)
                .mapTo(Long.class)
                .one();
    }

    /** Of those that have not ended. */
    static JobBacklog.Census census(Handle handle) {
        return handle.createQuery("select count(case when status = 'PENDING' then 1 end) pending,"
                        + " min(case when status = 'PENDING' then created_at end) oldest_pending,"
                        + " min(created_at) oldest" + UNFINISHED)
                .map((row, context) -> new JobBacklog.Census(
                        row.getLong("pending"), instant(row, "oldest_pending"), instant(row, "oldest")))
                .one();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static long bytes(Handle handle) {
        return handle.createQuery("select coalesce(sum(bytes), 0) from frame_jobs")
                .mapTo(Long.class)
                .one();
    }

    /** Notes that somebody begins it, and where its frames will be. */
    static void begin(Handle handle, String id, String place, Instant now) {
        handle.createUpdate("update frame_jobs set status = 'RUNNING', run = run + 1, place = :place,"
                        + " updated_at = :now where id = :id")
                .bind("place", place)
                .bind("now", Columns.time(now))
                .bind("id", id)
                .execute();
    }

    /** Notes that all its frames are gone. */
    static void startOver(Handle handle, String id) {
        handle.createUpdate("update frame_jobs set done = 0, bytes = 0 where id = :id")
                .bind("id", id)
                .execute();
    }

    /** @return false when another has begun it, or it is gone */
    static boolean measured(Handle handle, FrameJob job, String sourceVersion, int expected) {
        return handle.createUpdate("update frame_jobs set source_version = :version, expected = :expected"
                                + " where id = :id and run = :run")
                        .bind("version", sourceVersion)
                        .bind("expected", expected)
                        .bind("id", job.id())
                        .bind("run", job.run())
                        .execute()
                > 0;
    }

    /** @return false when another has begun it, or it is gone */
    static boolean progressed(Handle handle, FrameJob job, int done, long moreBytes, Instant now) {
        return handle.createUpdate("update frame_jobs set done = :done, bytes = bytes + :bytes, setbacks = 0,"
                                + " updated_at = :now where id = :id and run = :run and status = 'RUNNING'")
                        .bind("done", done)
                        .bind("bytes", moreBytes)
                        .bind("now", Columns.time(now))
                        .bind("id", job.id())
                        .bind("run", job.run())
                        .execute()
                > 0;
    }

    /** @return false when another has begun it, or it is gone */
    static boolean setBack(Handle handle, FrameJob job, Instant now) {
        return handle.createUpdate("update frame_jobs set setbacks = setbacks + 1, updated_at = :now"
                                + " where id = :id and run = :run")
                        .bind("now", Columns.time(now))
                        .bind("id", job.id())
                        .bind("run", job.run())
                        .execute()
                > 0;
    }

    /**
     * @param failure null for a good end
     * @return false when another has begun it, or it is gone
     */
    static boolean end(Handle handle, FrameJob job, @Nullable String failure, Instant now, Instant validUntil) {
        return handle.createUpdate("update frame_jobs set status = :status, failure = :failure, updated_at = :now,"
                                + " finished_at = :now, valid_until = :until where id = :id and run = :run"
                                + " and status = 'RUNNING'")
                        .bind("status", (failure == null ? FrameJob.Status.COMPLETED : FrameJob.Status.FAILED).name())
                        .bind("failure", failure)
                        .bind("now", Columns.time(now))
                        .bind("until", Columns.time(validUntil))
                        .bind("id", job.id())
                        .bind("run", job.run())
                        .execute()
                > 0;
    }

    static void called(Handle handle, String id, Callback callback) {
        handle.createUpdate("update frame_jobs set callback_status = :status, callback_attempts = :attempts,"
                        + " callback_answer = :answer where id = :id")
                .bind("status", callback.state().name())
                .bind("attempts", callback.attempts())
                .bind("answer", callback.answer())
                .bind("id", id)
                .execute();
    }

    /** @return false when it was gone already */
    static boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from frame_jobs where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /**
     * Deletes the jobs of entries.
     *
     * @param entryIds at least one
     * @return them
     */
    static List<FrameJob> deleteOf(Handle handle, List<String> entryIds) {
        return deleteOf(handle, entryIds, "");
    }

    /** The same, of those of these entries that are in the database no more. */
    static List<FrameJob> deleteOfDeleted(Handle handle, List<String> entryIds) {
        return deleteOf(handle, entryIds, " and not exists (select 1 from entries where entries.id = entry_id)");
    }

    private static List<FrameJob> deleteOf(Handle handle, List<String> entryIds, String condition) {
        String which = " from frame_jobs where entry_id in (<ids>)" + condition;
        List<FrameJob> jobs = handle.createQuery("select *" + which)
                .bindList("ids", entryIds)
                .map((row, context) -> read(row))
                .list();
        if (!jobs.isEmpty()) {
            handle.createUpdate("delete" + which).bindList("ids", entryIds).execute();
        }
        return jobs;
    }

    /** Some that had expired then, of one place and of none, or all. */
    static List<FrameJob> expired(Handle handle, Instant then, @Nullable String place, int limit) {
        return handle.createQuery("select * from frame_jobs where valid_until <= :then"
                        + (place == null ? "" : " and (place is null or place = :place)") + " limit :limit")
                .bind("then", Columns.time(then))
                .bind("place", place)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    private static FrameJob read(ResultSet row) throws SQLException {
        String url = row.getString("callback_url");
        FrameOrder order = new FrameOrder(
                JobApi.valueOf(row.getString("api")),
                row.getString("partner_id"),
                row.getString("entry_id"),
                row.getDouble("frames_per_second"),
                row.getInt("max_width"),
                row.getBoolean("thumbnails"),
                Columns.optionalLong(row, "start_micros"),
                Columns.optionalLong(row, "end_micros"),
                url == null ? null : URI.create(url));
        int expected = row.getInt("expected");
        OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(expected);
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        String answer = row.getString("callback_answer");
        return new FrameJob(
                row.getString("id"),
                order,
                row.getLong("collection"),
                FrameJob.Status.valueOf(row.getString("status")),
                known,
                row.getInt("done"),
                row.getLong("bytes"),
                row.getInt("run"),
                row.getString("source_version"),
                row.getString("place"),
                row.getString("failure"),
                row.getInt("setbacks"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                finished == null ? null : finished.toInstant(),
                Columns.instant(row, "valid_until"),
                new Callback(
                        Callback.State.valueOf(row.getString("callback_status")),
                        row.getInt("callback_attempts"),
                        answer == null ? "" : answer));
    }
}
