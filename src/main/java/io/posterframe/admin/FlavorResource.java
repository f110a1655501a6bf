package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.store.Flavor;
import io.posterframe.store.FlavorsTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The flavors of an entry. */
final class FlavorResource extends EntryPartResource<Flavor> {
    static final int MAX_SIDE = 32_768;
    private static final int MAX_TAGS = 20;
    private static final long MAX_BYTES = 1L << 50;

    private final FlavorsTable table;

    FlavorResource(InstantSource clock) {
        this(new FlavorsTable(), clock);
    }

    private FlavorResource(FlavorsTable table, InstantSource clock) {
        super(table, clock);
        this.table = table;
    }

    @Override
    public String noun() {
        return "flavor";
    }

    @Override
    public Flavor read(Body body, String parent) {
        return new Flavor(
                parent,
                body.required("id", TextRule.FLAVOR_ID),
                body.url("url"),
                body.whole("size_bytes", 0, MAX_BYTES),
                body.integer("bitrate_kbps", 1, 10_000_000),
                body.integer("width", 1, MAX_SIDE),
                body.integer("height", 1, MAX_SIDE),
                Set.copyOf(body.words("tags", MAX_TAGS, TextRule.TAG)));
    }

    @Override
    public ObjectNode whole(Flavor flavor) {
        ObjectNode json = Json.object();
        json.put("id", flavor.id());
        json.put("url", flavor.url().toString());
        Json.put(json, "size_bytes", flavor.sizeBytes());
        Json.put(json, "bitrate_kbps", flavor.bitrateKbps());
        Json.put(json, "width", flavor.width());
        Json.put(json, "height", flavor.height());
        Json.put(json, "tags", new TreeSet<>(flavor.tags()));
        return json;
    }

    @Override
    public String idOf(Flavor flavor) {
        return flavor.id();
    }

    @Override
    String entryOf(Flavor flavor) {
        return flavor.entryId();
    }

    @Override
    public Optional<Flavor> find(Handle handle, Key key) {
        return table.find(handle, key.parent(), key.id());
    }

    @Override
    public List<Flavor> list(Handle handle, String parent, Optional<String> partnerId, String after, int limit) {
        return table.list(handle, parent, after, limit);
    }

    @Override
    public boolean delete(Handle handle, Key key) {
        return table.delete(handle, key.parent(), key.id());
    }
}
