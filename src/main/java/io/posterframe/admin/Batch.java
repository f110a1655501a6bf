package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.Flavor;
import io.posterframe.store.FlavorsTable;
import io.posterframe.store.StoredEntry;
import io.posterframe.store.Thumbnail;
import io.posterframe.store.ThumbnailsTable;
import io.posterframe.store.Widget;
import io.posterframe.store.WidgetsTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Stores lines of an import: those that are good, in one transaction. */
final class Batch {
    /**
     * What was done with some lines.
     *
     * @param changed the entries and widgets that it concerns
     */
    record Stored(int imported, int failed, List<ImportReport.LineMistake> mistakes, Collection<String> changed) {}

    private record Item(StoredEntry entry, List<Flavor> flavors, List<Thumbnail> thumbnails, List<String> widgets) {}

    private final EntryResource entries;
    private final FlavorResource flavors;
    private final ThumbnailResource thumbnails;
    private final EntriesTable entriesTable = new EntriesTable();
    private final FlavorsTable flavorsTable = new FlavorsTable();
    private final ThumbnailsTable thumbnailsTable = new ThumbnailsTable();
    private final WidgetsTable widgetsTable = new WidgetsTable();

    Batch(EntryResource entries, FlavorResource flavors, ThumbnailResource thumbnails) {
        this.entries = entries;
        this.flavors = flavors;
        this.thumbnails = thumbnails;
    }

    /** Blocks. Of two lines for one entry the later one counts. */
    Stored store(Handle handle, List<Lines.Line> lines) {
        // by id, so that two imports of the same entries don't wait for each other for ever
        Map<String, Item> items = new TreeMap<>();
        List<ImportReport.LineMistake> mistakes = new ArrayList<>();
        Map<String, Optional<Mistake>> references = new HashMap<>();
        int failed = 0;
        for (Lines.Line line : lines) {
            List<Mistake> wrong = new ArrayList<>();
            Optional<Item> item = read(handle, line, references, wrong);
            if (wrong.isEmpty()) {
                item.ifPresent(one -> items.put(one.entry().id(), one));
            } else {
                failed++;
                wrong.forEach(mistake -> mistakes.add(new ImportReport.LineMistake(line.number(), mistake)));
            }
        }
        write(handle, items.values());
        return new Stored(
                lines.size() - failed,
                failed,
                mistakes,
                EntryResource.withWidgets(handle, widgetsTable, items.keySet()));
    }

    private Optional<Item> read(
            Handle handle, Lines.Line line, Map<String, Optional<Mistake>> references, List<Mistake> wrong) {
        if (line.tooLong()) {
            wrong.add(new Mistake("", "a line has at most " + Imports.MAX_LINE + " bytes"));
            return Optional.empty();
        }
        ObjectNode json;
        try {
            json = Json.parse(line.text());
        } catch (Problem e) {
            wrong.add(new Mistake("", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        Body body = new Body(json);
        Item item = item(body);
        body.end();
        if (body.mistakes().isEmpty()) {
            refer(handle, item.entry(), body, references);
        }
        wrong.addAll(body.mistakes());
        return Optional.of(item);
    }

    private Item item(Body body) {
        StoredEntry entry = entries.read(body, "");
        List<Thumbnail> images = body.objects(
                "thumbnails",
                ThumbnailsTable.MAX_OF_ENTRY,
                inner -> thumbnails.read(inner, entry.id()),
                Thumbnail::version);
        if (images.stream().filter(Thumbnail::current).count() > 1) {
            body.mistake("thumbnails", "may have one that is current");
        }
        return new Item(
                entry,
                body.objects(
                        "flavors", FlavorsTable.MAX_OF_ENTRY, inner -> flavors.read(inner, entry.id()), Flavor::id),
                images,
                body.words("widgets", FlavorsTable.MAX_OF_ENTRY, TextRule.WIDGET_ID));
    }

    /** Asks for each account and each profile once a batch. */
    private void refer(Handle handle, StoredEntry entry, Body body, Map<String, Optional<Mistake>> references) {
        references
                .computeIfAbsent(entry.partnerId() + " " + entry.profileId(), key -> {
                    entries.refer(handle, entry, body);
                    return body.mistakes().stream().findFirst();
                })
                .filter(mistake -> body.mistakes().isEmpty())
                .ifPresent(mistake -> body.mistake(mistake.field(), mistake.message()));
    }

    private void write(Handle handle, Collection<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        List<StoredEntry> rows = items.stream().map(Item::entry).toList();
        Set<String> replaced = entriesTable.put(handle, rows);
        flavorsTable.replace(
                handle,
                replaced,
                items.stream().flatMap(item -> item.flavors().stream()).toList());
        thumbnailsTable.replace(
                handle,
                replaced,
                items.stream().flatMap(item -> item.thumbnails().stream()).toList());
        Map<String, Widget> widgets = new TreeMap<>();
        items.forEach(item -> item.widgets()
                .forEach(id -> widgets.put(
                        id,
                        new Widget(id, item.entry().partnerId(), item.entry().id()))));
        widgetsTable.put(handle, widgets.values());
    }
}
