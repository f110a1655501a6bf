package io.posterframe.dialect.photoframe;

import io.posterframe.store.Changes;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the uploaded files of photos whose entries were deleted. Any thread; never blocks. */
public final class PhotoFiles implements Changes {
    private static final Logger LOG = LoggerFactory.getLogger(PhotoFiles.class);

    /** More are not looked for together: a database binds no more than some thousands of values. */
    private static final int MOST_IDS = 1000;

    private final Photos photos;
    private final Uploads uploads;

    PhotoFiles(Photos photos, Uploads uploads) {
        this.photos = photos;
        this.uploads = uploads;
    }

    @Override
    public void entries(Collection<String> ids) {
        List<String> left = List.copyOf(ids);
        while (!left.isEmpty()) {
            int some = Math.min(MOST_IDS, left.size());
            photos.orphans(left.subList(0, some))
                    .compose(this::remove)
                    .onFailure(cause -> LOG.warn("files of deleted photos were not removed: {}", cause.toString()));
            left = left.subList(some, left.size());
        }
    }

    /** An account that has entries can't be deleted. */
    @Override
    public void everything() {}

    private Future<Void> remove(List<String> uploadIds) {
        Future<Void> done = Future.succeededFuture();
        for (String id : uploadIds) {
            done = done.compose(before -> uploads.delete(id)).compose(gone -> photos.forget(id));
        }
        return done;
    }
}
