package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.asset.EntryUploads;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.store.Changes;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.PartnersTable;
import io.posterframe.upload.Received;
import io.posterframe.upload.Sender;
import io.posterframe.upload.TokenRequest;
import io.posterframe.upload.Upload;
import io.posterframe.upload.UploadConfig;
import io.posterframe.upload.UploadToken;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the file of a photo, with its token and without. */
class PhotosTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void keepsItsFileAsLongAsItsEntry(TestDatabase kind) throws Exception {
        try (Database database = kind.open(vertx, folder.resolve("database"));
                Uploads uploads = Uploads.open(vertx, database, UploadConfig.DEFAULTS, folder.resolve("uploads"))) {
            await(database.transact(handle -> {
                new PartnersTable().insert(handle, account());
                return true;
            }));
            EntryUploads files = new EntryUploads(database, uploads);
            Photos photos = new Photos(database, files, Changes.UNNOTICED, InstantSource.system());
            UploadToken token = await(
                    uploads.createToken(new TokenRequest(UploadToken.Kind.PHOTO, "100", "{}", 2, Duration.ofHours(1))));
            Upload upload = upload(uploads, token);

            await(uploads.keep(upload.id()));
            Photos.Photo photo = await(photos.of(upload, Medium.Kind.VIDEO, "100", ""));
            assertTrue(photo.id().matches("[1-9][0-9]{14}"), photo.id());
            assertEquals(photo, await(photos.of(upload, Medium.Kind.VIDEO, "100", "")));

            Photos.Photo next = await(photos.of(upload(uploads, token), Medium.Kind.VIDEO, "100", ""));
            long apart = Long.parseLong(next.id()) - Long.parseLong(photo.id());
            assertTrue(Math.abs(apart) > 1000, "the next can be guessed from " + photo.id() + ": " + next.id());
            await(database.transact(handle -> new EntriesTable().delete(handle, next.id())));

            expire(database, token);
            await(uploads.clean());
            assertEquals(3, await(uploads.head(upload, 10)).length);

            files.entries(List.of(photo.id(), "another"));
            assertEquals(3, await(uploads.head(upload, 10)).length, "its entry is there");
            await(database.transact(handle -> new EntriesTable().delete(handle, photo.id())));
            files.entries(List.of(photo.id(), "another"));
            Path file = folder.resolve("uploads").resolve(upload.id());
            while (Files.exists(file)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    private static Partner account() {
        return new Partner(
                "100",
                "",
                Partner.Status.ACTIVE,
                List.of("s3cret"),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                false);
    }

    private static void expire(Database database, UploadToken token) throws Exception {
        await(database.transact(
                handle -> handle.createUpdate("update upload_tokens set valid_until = created_at where id = :id")
                        .bind("id", token.id())
                        .execute()));
    }

    private Upload upload(Uploads uploads, UploadToken token) throws Exception {
        Path sent = Files.writeString(folder.resolve("sent"), "abc");
        Promise<Received> received = Promise.promise();
        vertx.runOnContext(begun -> vertx.fileSystem()
                .open(sent.toString(), new OpenOptions())
                .onSuccess(file -> {
                    var incoming = uploads.receive(Sender.KNOWN, 3);
                    incoming.take(file, "a.mp4", Future.succeededFuture());
                    incoming.result().onComplete(received);
                }));
        return await(received.future().compose(whole -> uploads.accept(token.id(), whole)));
    }
}
