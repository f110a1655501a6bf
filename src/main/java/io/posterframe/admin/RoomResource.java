package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.store.Room;
import io.posterframe.store.RoomsTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rooms, whose live streams are captured. */
final class RoomResource extends IdResource<Room> {
    private static final String ID = "room_id";

    RoomResource() {
        super(new RoomsTable());
    }

    @Override
    public String noun() {
        return "room";
    }

    @Override
    public String idField() {
        return ID;
    }

    @Override
    public Room read(Body body, String parent) {
        return new Room(
                body.required(ID, TextRule.ROOM_ID),
                body.url("url", TextRule.STREAM_URL),
                body.word("quality", List.of(Room.Quality.values()), Room.Quality.HIGH),
                body.word("orientation", List.of(Room.Orientation.values()), Room.Orientation.LANDSCAPE),
                body.optional("apikey", TextRule.APIKEY));
    }

    @Override
    public ObjectNode whole(Room room) {
        ObjectNode json = Json.object();
        json.put(ID, room.id());
        json.put("url", room.url().toString());
        json.put("quality", Json.word(room.quality()));
        json.put("orientation", Json.word(room.orientation()));
        json.put("apikey", room.apikey());
        return json;
    }

    @Override
    public String idOf(Room room) {
        return room.id();
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(List.of(key.id()));
    }
}
