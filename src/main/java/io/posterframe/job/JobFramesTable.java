package io.posterframe.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements on the table {@code job_frames}, each within the transaction of its caller. */
final class JobFramesTable {
    private JobFramesTable() {}

    static void insert(Handle handle, List<JobFrame> frames) {
        try (PreparedBatch batch = handle.prepareBatch(
                """
                insert into job_frames (job_id, number, bundle, start_byte, bytes, crc, width, height)
                values (:job, :number, :bundle, :start, :bytes, :crc, :width, :height)""")) {
            for (JobFrame frame : frames) {
                batch.bind("job", frame.jobId())
                        .bind("number", frame.number())
                        .bind("bundle", frame.bundle())
                        .bind("start", frame.offset())
                        .bind("bytes", frame.bytes())
                        .bind("crc", frame.crc())
                        .bind("width", frame.width())
                        .bind("height", frame.height())
                        .add();
            }
            batch.execute();
        }
    }

    /** Some of a job's, by their numbers. */
    static List<JobFrame> from(Handle handle, String jobId, int first, int limit) {
        return handle.createQuery(
                        "select * from job_frames where job_id = :job and number >= :first order by number limit :limit")
                .bind("job", jobId)
                .bind("first", first)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<JobFrame> find(Handle handle, String jobId, int number) {
        return handle.createQuery("select * from job_frames where job_id = :job and number = :number")
                .bind("job", jobId)
                .bind("number", number)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Set<String> bundles(Handle handle, String jobId) {
        return handle.createQuery("select distinct bundle from job_frames where job_id = :job")
                .bind("job", jobId)
                .mapTo(String.class)
                .set();
    }

    static void deleteAll(Handle handle, String jobId) {
        handle.createUpdate("delete from job_frames where job_id = :job")
                .bind("job", jobId)
                .execute();
    }

    private static JobFrame read(ResultSet row) throws SQLException {
        return new JobFrame(
                row.getString("job_id"),
                row.getInt("number"),
                row.getString("bundle"),
                row.getInt("start_byte"),
                row.getInt("bytes"),
                row.getLong("crc"),
                row.getInt("width"),
                row.getInt("height"));
    }
}
