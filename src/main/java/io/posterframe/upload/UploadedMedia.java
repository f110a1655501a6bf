package io.posterframe.upload;

import io.posterframe.catalog.Medium;
import io.vertx.core.Future;

/** Media of upload tokens. Safe on every thread; never blocks. */
public interface UploadedMedia {

    /**
     * The whole file that was uploaded with a token. Fails with a PictureException: NoSuchUpload when the token is unknown
     * or expired, or when nothing was uploaded with it; NotUploadedYet while the file is incomplete.
     */
    Future<Medium> ofToken(String tokenId);
}
