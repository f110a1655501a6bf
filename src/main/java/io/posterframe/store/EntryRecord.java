package io.posterframe.store;

import io.posterframe.catalog.AccessProfile;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.MediaFiles;
import io.posterframe.catalog.MediaQuery;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Medium.Kind;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Policy;
import io.posterframe.catalog.Poster;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An entry with everything that a picture of it depends on, as it was read in one transaction.
 *
 * @param freshFor how long it counts as current
 */
record EntryRecord(
        StoredEntry row,
        Policy policy,
        List<Flavor> flavors,
        List<Thumbnail> thumbnails,
        MediaFiles files,
        Duration freshFor)
        implements Entry {

    /** Blocks. Empty when there is none. */
    static Optional<EntryRecord> read(Handle handle, String id, MediaFiles files, Duration freshFor) {
        return new EntriesTable().find(handle, id).map(row -> {
            Partner owner = new PartnersTable().find(handle, row.partnerId()).orElse(null);
            AccessProfile profile = row.profileId() == null
                    ? null
                    : new ProfilesTable().find(handle, row.profileId()).orElse(null);
            return new EntryRecord(
                    row,
                    new Policy(owner, profile, row.status() == StoredEntry.Status.PENDING),
                    new FlavorsTable().list(handle, id),
                    new ThumbnailsTable().list(handle, id),
                    files,
                    freshFor);
        });
    }

    @Override
    public String id() {
        return row.id();
    }

    @Override
    public Future<Medium> medium(MediaQuery query) {
        try {
            return choose(query);
        } catch (PictureException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Medium> choose(MediaQuery query) {
        if (row.status() == StoredEntry.Status.DELETED) {
            throw new PictureException(new Failure.EntryDeleted());
        }
        // looked at also where an image is shown: that the flavor is unknown doesn't depend on that
        Optional<Flavor> flavor =
                query.flavorId() == null ? MediaChoice.flavor(flavors) : Optional.of(named(query.flavorId()));
        if (row.kind() == Kind.VIDEO && query.frame()) {
            return medium(flavor.map(Flavor::url).orElse(null), row.kind(), 0);
        }
        Optional<Thumbnail> image = MediaChoice.thumbnail(thumbnails, query.poster());
        if (image.isPresent()) {
            boolean asked = query.poster() instanceof Poster.Version version
                    && version.number() == image.get().version();
            return medium(image.get().url(), Kind.IMAGE, asked ? image.get().version() : 0);
        }
        if (row.kind() == Kind.IMAGE
                && query.poster() instanceof Poster.Version version
                && version.number() != 0
                && version.number() != Poster.Version.OR_CURRENT) {
            throw new PictureException(new Failure.NoSuchVersion(version.number()));
        }
        URI own = flavor.map(Flavor::url).orElseGet(this::newestImage);
        return medium(own, row.kind(), 0);
    }

    private Flavor named(String flavorId) {
        return flavors.stream()
                .filter(flavor -> flavor.id().equals(flavorId))
                .findFirst()
                .orElseThrow(() -> new PictureException(new Failure.NoSuchFlavor()));
    }

    /** What stands for an entry that is an image where none of its versions is current. */
    private @Nullable URI newestImage() {
        return row.kind() != Kind.IMAGE || thumbnails.isEmpty()
                ? null
                : thumbnails.get(thumbnails.size() - 1).url();
    }

    private Future<Medium> medium(@Nullable URI url, Kind kind, int version) {
        if (url == null) {
            throw new PictureException(new Failure.SourceMissing("the entry has no media: " + row.id()));
        }
        long poster = row.defaultOffset() == null
                ? Medium.SERVERS_OFFSET
                : row.defaultOffset().toNanos() / 1000;
        return files.located(url).map(location -> new Medium(row.id(), location, kind, version, poster, freshFor));
    }
}
