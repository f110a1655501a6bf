package io.posterframe.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/** The rooms. They are nobody's. */
public final class RoomsTable extends IdTable<Room> {
    private static final String INSERT = "insert into rooms (id, url, quality, orientation, apikey, created_at,"
            + " updated_at) values (:id, :url, :quality, :orientation, :apikey, current_timestamp, current_timestamp)";

    private static final String UPDATE = "update rooms set url = :url, quality = :quality,"
            + " orientation = :orientation, apikey = :apikey, updated_at = current_timestamp where id = :id";

    public RoomsTable() {
        super("rooms", INSERT, UPDATE);
    }

    @Override
    Room read(ResultSet row) throws SQLException {
        return new Room(
                row.getString("id"),
                URI.create(row.getString("url")),
                Columns.named(Room.Quality.class, row, "quality"),
                Columns.named(Room.Orientation.class, row, "orientation"),
                row.getString("apikey"));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, Room room) {
        return statement
                .bind("id", room.id())
                .bind("url", room.url().toString())
                .bind("quality", Columns.word(room.quality()))
                .bind("orientation", Columns.word(room.orientation()))
                .bind("apikey", room.apikey());
    }
}
