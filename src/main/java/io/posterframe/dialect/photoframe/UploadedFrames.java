package io.posterframe.dialect.photoframe;

import io.posterframe.catalog.Medium;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Media of uploads, also of those that are not complete. Safe on every thread; never blocks. */
public interface UploadedFrames {

    /**
     * The newest file of an upload token that fits, or the part of it that has come.
     *
     * @param token      any text
     * @param identifier its {@code resumableIdentifier}; null for any
     * @param fileName   its name; null for any
     * @return fails with a PictureException: NoSuchUpload, NotUploadedYet
     */
    Future<Medium> of(String token, @Nullable String identifier, @Nullable String fileName);
}
