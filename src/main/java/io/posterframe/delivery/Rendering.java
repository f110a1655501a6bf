package io.posterframe.delivery;

import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.render.PictureJob;
import io.posterframe.render.Render;
import io.posterframe.render.RenderPool;
import io.posterframe.render.RenderedPicture;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The making of one picture. A source that changes while it is read is asked for its new version and read once more: a
 * picture is never made of two versions.
 */
final class Rendering {
    private final RenderPool pool;
    private final Origins origins;
    private final URI location;
    private final PictureSpec spec;
    private final PictureConfig limits;
    private final Trail trail;
    private @Nullable Render<RenderedPicture> running;
    private boolean cancelled;

    /** @param trail of this rendering; ended by its owner */
    Rendering(RenderPool pool, Origins origins, URI location, PictureSpec spec, PictureConfig limits, Trail trail) {
        this.pool = pool;
        this.origins = origins;
        this.location = location;
        this.spec = spec;
        this.limits = limits;
        this.trail = trail;
    }

    /** A finished picture and the version of the source that it shows. */
    record Done(RenderedPicture picture, CurrentSource source) {}

    Future<Done> start(CurrentSource current) {
        if (isCancelled()) {
            return Future.failedFuture(new PictureException(new Failure.Cancelled()));
        }
        return submit(current).recover(cause -> {
            boolean changed =
                    cause instanceof PictureException known && known.failure() instanceof Failure.SourceChanged;
            if (!changed) {
                return Future.failedFuture(cause);
            }
            origins.invalidate(location, current.source().version());
            return origins.current(location, trail).compose(this::submit);
        });
    }

    private Future<Done> submit(CurrentSource current) {
        PictureSpec meant;
        try {
            meant = current.source().meant(spec);
        } catch (PictureException e) {
            return Future.failedFuture(e);
        }
        return current.source().ready(meant, limits, trail).compose(ready -> rendered(current, meant));
    }

    private Future<Done> rendered(CurrentSource current, PictureSpec meant) {
        Render<RenderedPicture> render;
        synchronized (this) {
            if (cancelled) {
                return Future.failedFuture(new PictureException(new Failure.Cancelled()));
            }
            render = pool.submit(new PictureJob(current.source(), meant, limits, trail));
            running = render;
        }
        return render.future().map(picture -> new Done(picture, current));
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        synchronized (this) {
            cancelled = true;
            if (running != null) {
                running.cancel();
            }
        }
    }
}
