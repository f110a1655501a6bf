package io.posterframe.asset;

import io.posterframe.catalog.Ids;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.database.Database;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobMedia;
import io.posterframe.store.Changes;
import io.posterframe.store.EntriesTable;
import io.posterframe.store.Flavor;
import io.posterframe.store.FlavorsTable;
import io.posterframe.store.PartnersTable;
import io.posterframe.store.StoredEntry;
import io.posterframe.upload.Received;
import io.posterframe.upload.TokenRequest;
import io.posterframe.upload.Upload;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The videos that clients of the job APIs upload. Each is an entry like any other, of the client's account, so that single
 * pictures of it can be had as well. Safe on every thread; never blocks. The futures fail with a PictureException or with
 * UploadRefused.
 */
public final class Assets {
    /** A file that is not made an entry within this time, since the process ended, is removed. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final Database database;
    private final Uploads uploads;
    private final EntryUploads files;
    private final JobMedia media;
    private final FrameJobs jobs;
    private final Changes changes;
    private final InstantSource clock = InstantSource.system();
    private final EntriesTable entries = new EntriesTable();
    private final FlavorsTable flavors = new FlavorsTable();
    private final PartnersTable partners = new PartnersTable();

    /** @param changes is told of each entry that is made or deleted */
    public Assets(
            Database database, Uploads uploads, EntryUploads files, JobMedia media, FrameJobs jobs, Changes changes) {
        this.database = database;
        this.uploads = uploads;
        this.files = files;
        this.media = media;
        this.jobs = jobs;
        this.changes = changes;
    }

    /**
     * Makes an entry of a file that has been received, and its account if there is none yet. Fails with Undecodable for what
     * is no video; the file is gone then.
     */
    public Future<Asset> take(AssetOrder order, Received received) {
        return uploads.createToken(TokenRequest.kaltura(order.partnerId(), UNKNOWN))
                .recover(refused -> uploads.drop(received).transform(dropped -> Future.failedFuture(refused)))
                .compose(token -> uploads.accept(token.id(), received))
                .compose(upload -> media.at(upload.location())
                        .compose(video -> uploads.keep(upload.id()).compose(kept -> insert(order, upload, video)))
                        .recover(refused ->
                                uploads.delete(upload.id()).transform(gone -> Future.failedFuture(refused))));
    }

    private Future<Asset> insert(AssetOrder order, Upload upload, JobMedia.Video video) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Asset asset = new Asset(
                order.entryId(),
                order.api(),
                order.partnerId(),
                upload.id(),
                upload.fileName(),
                ContentTypes.of(upload.fileName()),
                upload.totalBytes(),
                video.info().durationMicros(),
                video.info().width(),
                video.info().height(),
                order.metadata(),
                now);
        return insert(asset, upload)
                // another upload was a moment earlier in making the account
                .recover(cause -> Database.isConflict(cause) ? insert(asset, upload) : Future.failedFuture(cause))
                .onSuccess(made -> changes.entries(List.of(made.entryId())));
    }

    private Future<Asset> insert(Asset asset, Upload upload) {
        return database.transact(handle -> {
            insertAccount(handle, asset.partnerId());
            insertEntry(handle, asset, upload);
            files.insert(handle, upload.id(), asset.entryId());
            AssetsTable.insert(handle, asset);
            return asset;
        });
    }

    private void insertAccount(Handle handle, String id) {
        if (partners.find(handle, id).isEmpty()) {
            partners.insert(
                    handle,
                    new Partner(
                            id,
                            "",
                            Partner.Status.ACTIVE,
                            List.of(),
                            OptionalInt.empty(),
                            null,
                            OptionalInt.empty(),
                            false,
                            false));
        }
    }

    private void insertEntry(Handle handle, Asset asset, Upload upload) {
        entries.insert(
                handle,
                new StoredEntry(
                        asset.entryId(),
                        asset.partnerId(),
                        asset.fileName(),
                        Medium.Kind.VIDEO,
                        StoredEntry.Status.READY,
                        null,
                        null,
                        null,
                        asset.createdAt(),
                        asset.createdAt()));
        flavors.insert(
                handle,
                new Flavor(
                        asset.entryId(),
                        "upload",
                        upload.location(),
                        OptionalLong.of(asset.bytes()),
                        OptionalInt.empty(),
                        OptionalInt.of(asset.width()),
                        OptionalInt.of(asset.height()),
                        Set.of("source")));
    }

    /** An account's asset of an id, which may be any text. */
    public Future<Optional<Asset>> find(JobApi api, String partnerId, String entryId) {
        return Ids.acceptable(entryId)
                ? database.transact(handle -> AssetsTable.find(handle, api, partnerId, entryId))
                : Future.succeededFuture(Optional.empty());
    }

    /** Some of an account's assets. */
    public Future<AssetPage> list(AssetQuery query) {
        return database.transact(handle -> AssetsTable.list(handle, query));
    }

    /** Replaces what the client keeps with an asset; empty when it is gone. */
    public Future<Optional<Asset>> describe(Asset asset, String fileName, @Nullable String metadata) {
        return database.transact(handle -> AssetsTable.describe(handle, asset.entryId(), fileName, metadata)
                ? AssetsTable.find(handle, asset.api(), asset.partnerId(), asset.entryId())
                : Optional.empty());
    }

    /** Deletes an asset with its file, its jobs and their frames. */
    public Future<Void> delete(Asset asset) {
        return jobs.deleteOf(asset.entryId())
                .compose(gone -> database.transact(handle -> entries.delete(handle, asset.entryId())))
                .onSuccess(gone -> changes.entries(List.of(asset.entryId())))
                .mapEmpty();
    }
}
