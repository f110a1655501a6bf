package io.posterframe.delivery;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.Flights;
import io.posterframe.cache.PictureCache;
import io.posterframe.cache.Ticket;
import io.posterframe.cache.Work;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Engine;
import io.posterframe.picture.PictureConfig;
import io.posterframe.purge.Purges;
import io.posterframe.render.RenderPool;
import io.posterframe.render.RenderedPicture;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Has pictures made, each once for all who want it, or takes what another server has made of them. What comes of it is kept
 * unless a purge has come meanwhile. Safe on every thread; never blocks.
 */
final class Making {
    private final Origins origins;
    private final PictureCache cache;
    private final KnownFailures failures;
    private final RenderPool pool;
    private final Purges purges;
    private final PictureConfig pictures;
    private final InstantSource clock;
    private final Flights<Fresh> flights = new Flights<>();

    Making(
            Origins origins,
            PictureCache cache,
            KnownFailures failures,
            RenderPool pool,
            Purges purges,
            PictureConfig pictures,
            InstantSource clock) {
        this.origins = origins;
        this.cache = cache;
        this.failures = failures;
        this.pool = pool;
        this.purges = purges;
        this.pictures = pictures;
        this.clock = clock;
    }

    /**
     * A picture that was just made, and what decoded it.
     *
     * @param shared whether it was found in the bucket instead
     * @param trail  of its making
     */
    record Fresh(CachedPicture picture, @Nullable Engine engine, boolean shared, Trail trail) {}

    /** How many pictures are being made. */
    int flights() {
        return flights.size();
    }

    /** Joins the making of a picture, or begins it; what it belongs to then is the trail of who began. */
    Ticket<Fresh> join(CurrentSource current, Wanted wanted, Trail asker) {
        return flights.join(wanted.pictureKey(current), () -> begin(current, wanted, asker));
    }

    private Work<Fresh> begin(CurrentSource current, Wanted wanted, Trail asker) {
        CachedPicture landed = cache.peek(wanted.key());
        if (landed != null && wanted.isMetBy(landed, current)) {
            return Work.done(new Fresh(landed, null, false, Trail.NONE));
        }
        Trail trail = asker.begin(Stage.RENDER);
        Rendering rendering = new Rendering(pool, origins, wanted.location(), wanted.spec(), pictures, trail);
        Future<Fresh> result = shared(current, wanted, trail).compose(found -> {
            if (found != null) {
                keep(found, wanted);
                return Future.succeededFuture(new Fresh(found, null, true, trail));
            }
            long begun = clock.millis();
            return rendering.start(current).map(done -> {
                CachedPicture picture = stored(done.picture(), done.source(), wanted, begun);
                if (keep(picture, wanted)) {
                    cache.share(picture);
                }
                return new Fresh(picture, done.picture().engine(), false, trail);
            });
        });
        return new Work<>(
                result.onComplete(made -> StageEnd.tell(trail, made.cause()))
                        .onFailure(cause -> failures.remember(Delivery.failureOf(cause), current, wanted, asker)),
                rendering::cancel);
    }

    /** What another server has made of this very version; null for a live stream, as its pictures are not shared. */
    private Future<@Nullable CachedPicture> shared(CurrentSource current, Wanted wanted, Trail render) {
        if (!cache.isShared() || current.source().freshFor() != null) {
            return Future.succeededFuture(null);
        }
        Trail lookup = render.begin(Stage.BUCKET);
        String validator = current.source().version().validator();
        return cache.findShared(wanted.key(), wanted.names(), validator, wanted.purgedAt())
                .onComplete(looked -> lookup.end());
    }

    /** Unless a purge has come since the work began, also one that comes while it is put. */
    private boolean keep(CachedPicture picture, Wanted wanted) {
        if (isPurgedSince(wanted)) {
            return false;
        }
        cache.put(picture);
        boolean stays = !isPurgedSince(wanted);
        if (!stays) {
            cache.remove(picture.key());
        }
        return stays;
    }

    private boolean isPurgedSince(Wanted wanted) {
        return purges.purgedAt(wanted.names(), wanted.key()) > wanted.purgedAt();
    }

    private CachedPicture stored(RenderedPicture rendered, CurrentSource source, Wanted wanted, long begun) {
        long now = clock.millis();
        long modified = source.source().version().lastModifiedMillis();
        Duration lives = source.source().freshFor();
        return new CachedPicture(
                wanted.key(),
                rendered.format().contentType(),
                EntityTag.of(rendered.bytes()),
                modified > 0 && modified < now ? modified : now,
                begun,
                source.source().id(),
                source.source().version().validator(),
                rendered.width(),
                rendered.height(),
                Bytes.wrap(rendered.bytes()),
                lives == null ? 0 : Math.max(1, lives.toMillis()),
                wanted.names().toKeep());
    }
}
