package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Poster;
import io.posterframe.store.Thumbnail;
import io.posterframe.store.ThumbnailsTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** The stored images of an entry, told apart by their version. */
final class ThumbnailResource extends EntryPartResource<Thumbnail> {
    private final ThumbnailsTable table;

    ThumbnailResource(InstantSource clock) {
        this(new ThumbnailsTable(), clock);
    }

    private ThumbnailResource(ThumbnailsTable table, InstantSource clock) {
        super(table, clock);
        this.table = table;
    }

    @Override
    public String noun() {
        return "thumbnail";
    }

    @Override
    public String idField() {
        return "version";
    }

    @Override
    public Thumbnail read(Body body, String parent) {
        OptionalInt version = body.integer("version", 1, Poster.Version.MAX);
        if (!body.has("version")) {
            body.mistake("version", "is missing; it must be a whole number from 1 to " + Poster.Version.MAX);
        }
        return new Thumbnail(
                parent,
                version.orElse(0),
                body.url("url"),
                body.integer("width", 1, FlavorResource.MAX_SIDE),
                body.integer("height", 1, FlavorResource.MAX_SIDE),
                body.flag("current"));
    }

    @Override
    public ObjectNode whole(Thumbnail thumbnail) {
        ObjectNode json = Json.object();
        json.put("version", thumbnail.version());
        json.put("url", thumbnail.url().toString());
        Json.put(json, "width", thumbnail.width());
        Json.put(json, "height", thumbnail.height());
        json.put("current", thumbnail.current());
        return json;
    }

    @Override
    public String idOf(Thumbnail thumbnail) {
        return String.valueOf(thumbnail.version());
    }

    @Override
    String entryOf(Thumbnail thumbnail) {
        return thumbnail.entryId();
    }

    @Override
    public Optional<Thumbnail> find(Handle handle, Key key) {
        int version = version(key.id());
        return version == 0 ? Optional.empty() : table.find(handle, key.parent(), version);
    }

    @Override
    public List<Thumbnail> list(Handle handle, String parent, Optional<String> partnerId, String after, int limit) {
        return table.list(handle, parent, version(after), limit);
    }

    @Override
    public boolean delete(Handle handle, Key key) {
        int version = version(key.id());
        return version != 0 && table.delete(handle, key.parent(), version);
    }

    /** 0 for what is no version. */
    static int version(String text) {
        return text.matches("[1-9][0-9]{0,7}") ? Integer.parseInt(text) : 0;
    }
}
