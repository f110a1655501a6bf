package io.posterframe.catalog;

import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Which files the locations that a catalog was given by others may name: those below the media folder, links followed.
 * Everything else a location may be is left to {@code origin}. Never blocks its caller.
 */
public final class MediaFiles {
    private final Vertx vertx;
    private final CatalogConfig config;

    public MediaFiles(Vertx vertx, CatalogConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * The same location, of a file its real path. {@code file:a/b.mp4} is relative to the media folder.
     *
     * @return fails with OriginRefused for a file that is not below the media folder, with SourceMissing for none
     */
    public Future<URI> located(URI location) {
        String scheme = location.getScheme() == null ? "" : location.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https", "upload" -> Future.succeededFuture(location);
            case "file" -> vertx.executeBlocking(() -> real(location), false);
            default -> Future.failedFuture(refused("a location of another kind than http, https, file and upload"));
        };
    }

    private URI real(URI location) {
        if (!config.hasFolder()) {
            throw refused("a file, and there is no catalog.folder: " + location);
        }
        Path file;
        try {
            file = location.isOpaque() ? config.folder().resolve(location.getSchemeSpecificPart()) : Path.of(location);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw refused("not the path of a file: " + location);
        }
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(config.folder().toRealPath())) {
                throw refused("not below catalog.folder: " + location);
            }
            return real.toUri();
        } catch (IOException e) {
            // also for what lies elsewhere, so that nobody learns which files there are
            throw new PictureException(new SourceMissing(location.toString()));
        }
    }

    private static PictureException refused(String detail) {
        return new PictureException(new OriginRefused(detail));
    }
}
