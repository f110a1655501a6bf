package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.store.CaptureKey;
import io.posterframe.store.CaptureKeysTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keys of those who capture. Their secrets can be written and not read. */
final class CaptureKeyResource extends IdResource<CaptureKey> {
    private static final String ID = "apikey";
    private static final String SECRET = "secret";

    CaptureKeyResource() {
        super(new CaptureKeysTable());
    }

    @Override
    public String noun() {
        return "capture key";
    }

    @Override
    public String idField() {
        return ID;
    }

    @Override
    public CaptureKey read(Body body, String parent) {
        return new CaptureKey(body.required(ID, TextRule.APIKEY), body.required(SECRET, TextRule.SECRET));
    }

    @Override
    public ObjectNode whole(CaptureKey key) {
        return shown(key).put(SECRET, key.secret());
    }

    @Override
    public ObjectNode shown(CaptureKey key) {
        return Json.object().put(ID, key.id());
    }

    /** What can't be read can't be sent back: a replacement that doesn't name the secret leaves it. */
    @Override
    public void keep(ObjectNode body, CaptureKey stored) {
        if (!body.hasNonNull(SECRET)) {
            body.put(SECRET, stored.secret());
        }
    }

    @Override
    public String idOf(CaptureKey key) {
        return key.id();
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(List.of(key.id()));
    }
}
