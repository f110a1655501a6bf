package io.posterframe.dialect.photoframe;

import io.posterframe.asset.EntryUploads;
import io.posterframe.catalog.Medium;
import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.Flavor;
import io.posterframe.store.FlavorsTable;
import io.posterframe.store.StoredEntry;
import io.posterframe.store.Thumbnail;
import io.posterframe.store.ThumbnailsTable;
import io.posterframe.upload.Upload;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Photos made of uploads: an entry, and its file as the only flavor, or as itself where it is an image. */
final class Photos {
    private static final String TOKEN_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int TOKEN_LENGTH = 32;

    /** So that nobody counts through the photos, and below 2^53, so that JavaScript keeps each digit. */
    private static final long FIRST_ID = 100_000_000_000_000L;

    private static final long BEHIND_LAST_ID = 10 * FIRST_ID;

    private final Database database;
    private final EntryUploads files;
    private final Changes changes;
    private final InstantSource clock;
    private final EntriesTable entries = new EntriesTable();
    private final FlavorsTable flavors = new FlavorsTable();
    private final ThumbnailsTable thumbnails = new ThumbnailsTable();
    private final SecureRandom random = new SecureRandom();

    /** @param changes is told of each new entry */
    Photos(Database database, EntryUploads files, Changes changes, InstantSource clock) {
        this.database = database;
        this.files = files;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * A photo.
     *
     * @param id    15 digits, drawn by lot
     * @param token its secret token
     */
    record Photo(String id, String token) {
        /** Without the token, so that it doesn't get into a log. */
        @Override
        public String toString() {
            return "Photo[" + id + "]";
        }
    }

    /** The photo of a complete upload, made unless it is there already. Never blocks. */
    Future<Photo> of(Upload upload, Medium.Kind kind, String partnerId, String title) {
        return database.transact(handle -> {
                    String id = freeId(handle);
                    boolean first = files.insert(handle, upload.id(), id);
                    return first ? insert(handle, id, upload, kind, partnerId, title) : known(handle, upload.id());
                })
                .onSuccess(photo -> changes.entries(List.of(photo.id())));
    }

    /** A number that nobody else has taken for an entry. */
    private String freeId(Handle handle) {
        String id;
        do {
            id = Long.toString(random.nextLong(FIRST_ID, BEHIND_LAST_ID));
        } while (entries.find(handle, id).isPresent());
        return id;
    }

    private Photo insert(Handle handle, String id, Upload upload, Medium.Kind kind, String partnerId, String title) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String token = newToken();
        String name = title.isEmpty() ? upload.fileName() : title;
        entries.insert(
                handle,
                new StoredEntry(id, partnerId, name, kind, StoredEntry.Status.READY, token, null, null, now, now));
        if (kind == Medium.Kind.VIDEO) {
            flavors.insert(
                    handle,
                    new Flavor(
                            id,
                            "upload",
                            upload.location(),
                            OptionalLong.of(upload.totalBytes()),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Set.of("source")));
        } else {
            thumbnails.insert(
                    handle, new Thumbnail(id, 1, upload.location(), OptionalInt.empty(), OptionalInt.empty(), true));
        }
        return new Photo(id, token);
    }

    private Photo known(Handle handle, String uploadId) {
        String id = files.entryOf(handle, uploadId).orElseThrow();
        Optional<StoredEntry> entry = entries.find(handle, id);
        String token = entry.map(StoredEntry::token).orElse(null);
        // without a token, or deleted meanwhile: nothing opens it any more
        return new Photo(id, token == null ? "" : token);
    }

    private String newToken() {
        StringBuilder token = new StringBuilder(TOKEN_LENGTH);
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(TOKEN_LETTERS.charAt(random.nextInt(TOKEN_LETTERS.length())));
        }
        return token.toString();
    }
}
