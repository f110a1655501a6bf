package io.posterframe.asset;

import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.posterframe.store.EntriesTable;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which uploaded file is which entry's, in the table {@code photos}. A file is removed when its entry was deleted. Any thread;
 * never blocks, but for what takes a {@link Handle}.
 */
public final class EntryUploads implements Changes {
    private static final Logger LOG = LoggerFactory.getLogger(EntryUploads.class);

    /** More are not looked for together: a database binds no more than some thousands of values. */
    private static final int MOST_IDS = 1000;

    private final Database database;
    private final Uploads uploads;
    private final EntriesTable entries = new EntriesTable();

    public EntryUploads(Database database, Uploads uploads) {
        this.database = database;
        this.uploads = uploads;
    }

    /** @return false, and nothing changed, when the upload is an entry's already */
    public boolean insert(Handle handle, String uploadId, String entryId) {
        return handle.createUpdate(
                                "insert into photos (upload_id, entry_id) values (:upload, :entry) on conflict do nothing")
                        .bind("upload", uploadId)
                        .bind("entry", entryId)
                        .execute()
                == 1;
    }

    /** The entry of an upload, also when that was deleted and its file is not removed yet. */
    public Optional<String> entryOf(Handle handle, String uploadId) {
        return handle.createQuery("select entry_id from photos where upload_id = :upload")
                .bind("upload", uploadId)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public void entries(Collection<String> ids) {
        List<String> left = List.copyOf(ids);
        while (!left.isEmpty()) {
            int some = Math.min(MOST_IDS, left.size());
            orphans(left.subList(0, some))
                    .compose(this::remove)
                    .onFailure(cause -> LOG.warn("files of deleted entries were not removed: {}", cause.toString()));
            left = left.subList(some, left.size());
        }
    }

    /** An account that has entries can't be deleted. */
    @Override
    public void everything() {}

    /**
     * The uploads of those of these entries that are there no more. Their rows stay until the files are gone.
     *
     * @param entryIds at least one
     */
    private Future<List<String>> orphans(List<String> entryIds) {
        return database.transact(handle -> handle
                .createQuery("select upload_id, entry_id from photos where entry_id in (<ids>)")
                .bindList("ids", entryIds)
                .map((row, context) -> Map.entry(row.getString("upload_id"), row.getString("entry_id")))
                .list()
                .stream()
                .filter(upload -> entries.find(handle, upload.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .toList());
    }

    private Future<Void> remove(List<String> uploadIds) {
        Future<Void> done = Future.succeededFuture();
        for (String id : uploadIds) {
            done = done.compose(before -> uploads.delete(id)).compose(gone -> forget(id));
        }
        return done;
    }

    private Future<Void> forget(String uploadId) {
        return database.transact(handle -> handle.createUpdate("delete from photos where upload_id = :upload")
                        .bind("upload", uploadId)
                        .execute())
                .mapEmpty();
    }
}
