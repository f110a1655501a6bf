package io.posterframe.dialect.photoframe;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows by which secret tokens photos are asked for. Safe on every thread; never blocks. */
public interface PhotoKeys {

    /** No photos at all. */
    PhotoKeys NONE = id -> Future.succeededFuture(Optional.empty());

    /**
     * What opens a photo.
     *
     * @param partnerId the account that it belongs to
     * @param token     its secret token; null where it has none and can't be had by this API
     */
    record PhotoKey(String partnerId, @Nullable String token) {
        /** Without the token, so that it doesn't get into a log. */
        @Override
        public String toString() {
            return "PhotoKey[" + partnerId + "]";
        }
    }

    /** Of the photo of this id, which may be any text; empty when there is none. Fails with a PictureException. */
    Future<Optional<PhotoKey>> of(String photoId);
}
