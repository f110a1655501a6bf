package io.posterframe.dialect.capture;

import io.posterframe.picture.ImageFormat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the table {@code captures}, each within the transaction of its caller. */
final class CapturesTable {
    /** How many are looked at together. */
    static final int BATCH = 500;

    private CapturesTable() {}

    static void insert(Handle handle, Capture capture) {
        handle.createUpdate(
                        """
                        insert into captures
                            (name, node, room_id, format, bytes, width, height, created_at, valid_until)
                        values (:name, :node, :room, :format, :bytes, :width, :height, :created, :until)""")
                .bind("name", capture.name())
                .bind("node", capture.node())
                .bind("room", capture.roomId())
                .bind("format", capture.format().name())
                .bind("bytes", capture.bytes())
                .bind("width", capture.width())
                .bind("height", capture.height())
                .bind("created", time(capture.createdAt()))
                .bind("until", time(capture.validUntil()))
                .execute();
    }

    static Optional<Capture> find(Handle handle, String name) {
        return handle.createQuery("select * from captures where name = :name")
                .bind("name", name)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Some of a server's, by their names. */
    static List<Capture> after(Handle handle, String node, String name) {
        return handle.createQuery(
                        "select * from captures where node = :node and name > :name order by name limit " + BATCH)
                .bind("node", node)
                .bind("name", name)
                .map((row, context) -> read(row))
                .list();
    }

    /** Some of a server's, the oldest first. */
    static List<Capture> oldest(Handle handle, String node) {
        return handle.createQuery("select * from captures where node = :node order by created_at, name limit " + BATCH)
                .bind("node", node)
                .map((row, context) -> read(row))
                .list();
    }

    /** Some of a server's that had expired then. */
    static List<Capture> expired(Handle handle, String node, Instant then) {
        return handle.createQuery("select * from captures where node = :node and valid_until <= :then limit " + BATCH)
                .bind("node", node)
                .bind("then", time(then))
                .map((row, context) -> read(row))
                .list();
    }

    /** @return false when it was gone already */
    static boolean delete(Handle handle, String name) {
        return handle.createUpdate("delete from captures where name = :name")
                        .bind("name", name)
                        .execute()
                > 0;
    }

    /** Forgets those of all servers that had expired then. */
    static void deleteExpired(Handle handle, Instant then) {
        handle.createUpdate("delete from captures where valid_until <= :then")
                .bind("then", time(then))
                .execute();
    }

    private static Capture read(ResultSet row) throws SQLException {
        return new Capture(
                row.getString("name"),
                row.getString("node"),
                row.getString("room_id"),
                ImageFormat.valueOf(row.getString("format")),
                row.getLong("bytes"),
                row.getInt("width"),
                row.getInt("height"),
                time(row, "created_at"),
                time(row, "valid_until"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
