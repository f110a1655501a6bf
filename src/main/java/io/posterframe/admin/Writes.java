package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes, replaces, changes and deletes one thing, each in one transaction, and tells of it afterwards. Any thread; never
 * blocks.
 */
final class Writes<T> {
    /** How often what another did in the same moment is looked at again. */
    private static final int TRIES = 4;

    /**
     * What was done.
     *
     * @param created whether it is new
     * @param id      as in its path
     * @param json    as it is now; null when it was deleted
     * @param changed what it concerns; empty for everything
     */
    record Done(boolean created, String id, @Nullable ObjectNode json, Optional<Collection<String>> changed) {}

    private final Resource<T> resource;
    private final Database database;
    private final Changes changes;

    Writes(Resource<T> resource, Database database, Changes changes) {
        this.resource = resource;
        this.database = database;
        this.changes = changes;
    }

    Future<Done> create(String parent, byte[] text) {
        return transact(1, handle -> {
            ObjectNode json = Json.parse(text);
            lock(handle, new Key(parent, ""));
            T value = read(handle, json, parent);
            Key key = new Key(parent, resource.idOf(value));
            if (resource.find(handle, key).isPresent()) {
                throw exists(key);
            }
            try {
                resource.insert(handle, value);
            } catch (RuntimeException e) {
                throw Database.isConflict(e) ? exists(key) : e;
            }
            return done(handle, key, true);
        });
    }

    private Problem exists(Key key) {
        return new Problem(
                ProblemType.EXISTS, "the " + resource.noun() + " " + key.id() + " exists already; PUT replaces it");
    }

    Future<Done> replace(Key key, byte[] text) {
        return transact(TRIES, handle -> {
            ObjectNode json = Json.parse(text);
            lock(handle, key);
            Optional<T> stored = resource.find(handle, key);
            name(json, key);
            stored.ifPresent(value -> resource.keep(json, value));
            T value = read(handle, json, key.parent());
            same(key, resource.idOf(value));
            if (stored.isPresent()) {
                resource.update(handle, value);
            } else {
                resource.insert(handle, value);
            }
            return done(handle, key, stored.isEmpty());
        });
    }

    Future<Done> change(Key key, byte[] text) {
        return transact(TRIES, handle -> {
            ObjectNode patch = Json.parse(text);
            lock(handle, key);
            T stored = resource.find(handle, key).orElseThrow(() -> missing(key));
            ObjectNode json = resource.whole(stored);
            Json.merge(json, patch);
            T value = read(handle, json, key.parent());
            same(key, resource.idOf(value));
            resource.update(handle, value);
            return done(handle, key, false);
        });
    }

    Future<Done> delete(Key key) {
        return transact(1, handle -> {
            lock(handle, key);
            Optional<Collection<String>> concerned = resource.concerned(handle, key);
            try {
                if (!resource.delete(handle, key)) {
                    throw missing(key);
                }
            } catch (RuntimeException e) {
                throw Database.isConflict(e)
                        ? new Problem(
                                ProblemType.IN_USE,
                                "something belongs to the " + resource.noun() + " " + key.id() + "; delete that first")
                        : e;
            }
            return new Done(false, key.id(), null, concerned);
        });
    }

    Problem missing(Key key) {
        return new Problem(ProblemType.NOT_FOUND, "there is no " + resource.noun() + " " + key.id());
    }

    private void lock(Handle handle, Key key) {
        if (!resource.lock(handle, key)) {
            throw new Problem(ProblemType.NOT_FOUND, "there is no entry " + key.parent());
        }
    }

    private T read(Handle handle, ObjectNode json, String parent) {
        Body body = new Body(json);
        T value = resource.read(body, parent);
        body.end();
        if (body.mistakes().isEmpty()) {
            resource.refer(handle, value, body);
        }
        if (!body.mistakes().isEmpty()) {
            throw Problem.fields(body.mistakes());
        }
        return value;
    }

    /** The path names it, so the body need not. */
    private void name(ObjectNode json, Key key) {
        if (!json.hasNonNull(resource.idField())) {
            int version = ThumbnailResource.version(key.id());
            if (resource.idField().equals("version") && version > 0) {
                json.put("version", version);
            } else {
                json.put(resource.idField(), key.id());
            }
        }
    }

    private void same(Key key, String id) {
        if (!id.equals(key.id())) {
            throw Problem.fields(List.of(new Mistake(resource.idField(), "must be that of the path, " + key.id())));
        }
    }

    private Done done(Handle handle, Key key, boolean created) {
        ObjectNode json = resource.find(handle, key).map(resource::shown).orElseThrow(() -> missing(key));
        return new Done(created, key.id(), json, resource.concerned(handle, key));
    }

    private Future<Done> transact(int tries, Function<Handle, Done> work) {
        return Conflicts.retried(database, tries, work)
                .onSuccess(done -> done.changed().ifPresentOrElse(changes::entries, changes::everything));
    }
}
