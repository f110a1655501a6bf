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
final class WidgetResource extends IdResource<Widget> {
    private final PartnersTable partners = new PartnersTable();
    private final EntriesTable entries = new EntriesTable();

    WidgetResource() {
        super(new WidgetsTable());
    }

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
        refer(handle, body, "partner_id", partners, "a partner", widget.partnerId());
        refer(handle, body, "entry_id", entries, "an entry", widget.entryId());
    }

    @Override
    public Set<String> filters() {
        return Set.of("partner_id");
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(List.of(key.id()));
    }
}
