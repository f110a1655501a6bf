package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * One kind of thing that the API knows: its fields in JSON and its rows in the database. What takes a {@link Handle} blocks,
 * runs in a transaction, and is given keys that an id could have.
 */
interface Resource<T> {

    /** What one is called, for messages. */
    String noun();

    /** The field that is the last part of its path. */
    default String idField() {
        return "id";
    }

    /**
     * Reads all fields and notes mistakes.
     *
     * @param parent the entry that it belongs to; empty for none
     */
    T read(Body body, String parent);

    /** Every field that can be read back. */
    ObjectNode whole(T value);

    /** What a client is shown. */
    default ObjectNode shown(T value) {
        return whole(value);
    }

    /** Adds to a body what stays as it is when a replacement doesn't name it. */
    default void keep(ObjectNode body, T stored) {}

    /** The id as in the path. */
    String idOf(T value);

    /** Notes fields that name something which isn't there. */
    default void refer(Handle handle, T value, Body body) {}

    /** The parameters of the query by which a list can be narrowed. */
    default Set<String> filters() {
        return Set.of();
    }

    /**
     * Keeps others from changing it until the transaction ends.
     *
     * @return false when what it belongs to isn't there
     */
    boolean lock(Handle handle, Key key);

    /** Whether there is an entry to which it could belong. */
    default boolean belongs(Handle handle, String parent) {
        return true;
    }

    Optional<T> find(Handle handle, Key key);

    /** @param after the id in front of the first; empty to begin */
    List<T> list(Handle handle, String parent, Optional<String> partnerId, String after, int limit);

    /** Fails as the tables do when it is there already. */
    void insert(Handle handle, T value);

    void update(Handle handle, T value);

    /**
     * Fails as the tables do when something needs it.
     *
     * @return false when there was none
     */
    boolean delete(Handle handle, Key key);

    /** The ids of the entries and widgets that a change or a deletion of it concerns; empty for any number. */
    Optional<Collection<String>> concerned(Handle handle, Key key);
}
