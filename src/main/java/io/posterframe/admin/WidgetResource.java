package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.PartnersTable;
import io.posterframe.store.Widget;
import io.posterframe.store.WidgetsTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Widgets. */
final class WidgetResource implements Resource<Widget> {
    private final WidgetsTable table = new WidgetsTable();
    private final PartnersTable partners = new PartnersTable();
    private final EntriesTable entries = new EntriesTable();

    @Override
    public String noun() {
        return "widget";
    }

    @Override
    public Widget read(Body body, String parent) {
        return new Widget(
                body.required("id", TextRule.WIDGET_ID),
                body.required("partner_id", TextRule.PARTNER_ID),
                body.required("entry_id", TextRule.ENTRY_ID));
    }

    @Override
    public ObjectNode whole(Widget widget) {
        ObjectNode json = Json.object();
        json.put("id", widget.id());
        json.put("partner_id", widget.partnerId());
        json.put("entry_id", widget.entryId());
        return json;
    }

    @Override
    public String idOf(Widget widget) {
        return widget.id();
    }

    @Override
    public void refer(Handle handle, Widget widget, Body body) {
        if (partners.find(handle, widget.partnerId()).isEmpty()) {
            body.mistake("partner_id", "must be that of a partner; there is no " + widget.partnerId());
        }
        if (entries.find(handle, widget.entryId()).isEmpty()) {
            body.mistake("entry_id", "must be that of an entry; there is no " + widget.entryId());
        }
    }

    @Override
    public Set<String> filters() {
        return Set.of("partner_id");
    }

    @Override
    public boolean lock(Handle handle, Key key) {
        table.lock(handle, key.id());
        return true;
    }

    @Override
    public Optional<Widget> find(Handle handle, Key key) {
        return table.find(handle, key.id());
    }

    @Override
    public List<Widget> list(Handle handle, String parent, Optional<String> partnerId, String after, int limit) {
        return table.list(handle, partnerId, after, limit);
    }

    @Override
    public void insert(Handle handle, Widget widget) {
        table.insert(handle, widget);
    }

    @Override
    public void update(Handle handle, Widget widget) {
        table.update(handle, widget);
    }

    @Override
    public boolean delete(Handle handle, Key key) {
        return table.delete(handle, key.id());
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(List.of(key.id()));
    }
}
