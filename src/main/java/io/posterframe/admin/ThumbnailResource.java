package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Poster;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.Thumbnail;
import io.posterframe.store.ThumbnailsTable;
import io.posterframe.store.WidgetsTable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** The stored images of an entry, told apart by their version. */
final class ThumbnailResource implements Resource<Thumbnail> {
    private final ThumbnailsTable table = new ThumbnailsTable();
    private final EntriesTable entries = new EntriesTable();
    private final WidgetsTable widgets = new WidgetsTable();
    private final InstantSource clock;

    ThumbnailResource(InstantSource clock) {
        this.clock = clock;
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
    public boolean lock(Handle handle, Key key) {
        return entries.touch(handle, key.parent(), EntryResource.now(clock));
    }

    @Override
    public boolean belongs(Handle handle, String parent) {
        return entries.find(handle, parent).isPresent();
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
    public void insert(Handle handle, Thumbnail thumbnail) {
        if (table.count(handle, thumbnail.entryId()) >= ThumbnailsTable.MAX_OF_ENTRY) {
            throw new Problem(
                    ProblemType.IN_USE, "an entry has at most " + ThumbnailsTable.MAX_OF_ENTRY + " thumbnails");
        }
        table.insert(handle, thumbnail);
    }

    @Override
    public void update(Handle handle, Thumbnail thumbnail) {
        table.update(handle, thumbnail);
    }

    @Override
    public boolean delete(Handle handle, Key key) {
        int version = version(key.id());
        return version != 0 && table.delete(handle, key.parent(), version);
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(EntryResource.withWidgets(handle, widgets, List.of(key.parent())));
    }

    /** 0 for what is no version. */
    static int version(String text) {
        return text.matches("[1-9][0-9]{0,7}") ? Integer.parseInt(text) : 0;
    }
}
