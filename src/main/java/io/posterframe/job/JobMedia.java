package io.posterframe.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.MediaQuery;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Poster;
import io.posterframe.delivery.Entries;
import io.posterframe.hls.StreamLocation;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.render.MediaInfo;
import io.posterframe.render.ProbeJob;
import io.posterframe.render.RenderPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds videos that frames can be cut from, and what they are like. Safe on every thread; never blocks. */
public final class JobMedia {
    private static final MediaQuery ANY_MOMENT = new MediaQuery(true, Poster.CURRENT, null);
    private static final int REMEMBERED = 10_000;
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private final Entries entries;
    private final Origins origins;
    private final RenderPool pool;
    private final PictureConfig limits;
    private final ConcurrentMap<String, Future<MediaInfo>> flights = new ConcurrentHashMap<>();

    /** What will not become better soon, so that nobody keeps workers busy with it. */
    private final Cache<String, Failure> refusals = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REFUSED)
            .build();

    private final Cache<String, MediaInfo> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public JobMedia(Entries entries, Origins origins, RenderPool pool, PictureConfig limits) {
        this.entries = entries;
        this.origins = origins;
        this.pool = pool;
        this.limits = limits;
    }

    /** A version of a video, and what it is like. */
    public record Video(MediaSource source, MediaInfo info) {
        /** Names the version. */
        public String version() {
            return source.version().validator();
        }
    }

    /**
     * The video of an entry that an account may have frames of: its own, or one that belongs to nobody.
     *
     * @param maxWidth of the frames that are wanted; 0 for any
     * @return fails with a PictureException: NoSuchEntry, also for another account's, PartnerBlocked, CaptureBlocked,
     *     Undecodable for what is no video, NotUploadedYet, or what its origin or a worker fails with
     */
    public Future<Video> ofEntry(String partnerId, String entryId, int maxWidth) {
        EntryRef ref = EntryRef.entry(partnerId, entryId);
        return entries.find(ref)
                .compose(entry -> {
                    check(entry, ref);
                    return entry.medium(ANY_MOMENT);
                })
                .compose(medium -> at(located(medium, maxWidth)));
    }

    /** Whether there is such an entry, whatever its media are like; fails as {@link #ofEntry} does where that can't be told. */
    public Future<Boolean> exists(String partnerId, String entryId) {
        EntryRef ref = EntryRef.entry(partnerId, entryId);
        return entries.find(ref)
                .map(entry -> {
                    check(entry, ref);
                    return true;
                })
                .recover(cause ->
                        cause instanceof PictureException known && known.failure() instanceof Failure.NoSuchEntry
                                ? Future.succeededFuture(false)
                                : Future.failedFuture(cause));
    }

    private static void check(Entry entry, EntryRef ref) {
        Partner owner = entry.policy().owner();
        if (owner == null) {
            return;
        }
        if (!owner.id().equals(ref.partnerId())) {
            throw new PictureException(new Failure.NoSuchEntry(ref.id()));
        }
        if (owner.status() == Partner.Status.BLOCKED) {
            throw new PictureException(new Failure.PartnerBlocked());
        }
        boolean blocked = Optional.ofNullable(entry.policy().profile())
                .map(profile -> profile.captureBlocked())
                .orElse(false);
        if (owner.captureBlocked() || blocked) {
            throw new PictureException(new Failure.CaptureBlocked());
        }
    }

    private static URI located(Medium medium, int maxWidth) {
        if (medium.kind() == Medium.Kind.IMAGE) {
            throw new PictureException(new Failure.Undecodable("this is an image, and not a video", ""));
        }
        return StreamLocation.isStream(medium.location())
                ? StreamLocation.of(medium.location(), geometry(maxWidth))
                : medium.location();
    }

    /** Frames of at most this width, or of their own where it is 0. */
    static Geometry geometry(int width) {
        return new Geometry(width, 0, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE);
    }

    /** The video at a location; fails as {@link #ofEntry} does. */
    public Future<Video> at(URI location) {
        return origins.current(location).map(CurrentSource::source).compose(this::measured);
    }

    private Future<Video> measured(MediaSource source) {
        if (source.partial()) {
            return Future.failedFuture(new PictureException(new Failure.NotUploadedYet()));
        }
        if (source.freshFor() != null) {
            return Future.failedFuture(
                    new PictureException(new Failure.Undecodable("a live stream has no end to cut up to", "")));
        }
        String version = source.suspect();
        Failure refused = refusals.getIfPresent(version);
        if (refused != null) {
            return Future.failedFuture(new PictureException(refused));
        }
        MediaInfo info = known.getIfPresent(version);
        return (info != null ? Future.succeededFuture(info) : probed(version, source))
                .map(measured -> new Video(source, measured));
    }

    /** Many who ask for the same at once wait for one probe. */
    private Future<MediaInfo> probed(String version, MediaSource source) {
        Promise<MediaInfo> mine = Promise.promise();
        Future<MediaInfo> others = flights.putIfAbsent(version, mine.future());
        if (others != null) {
            return others;
        }
        pool.submit(new ProbeJob(source, limits)).future().onComplete(done -> {
            if (done.succeeded()) {
                known.put(version, done.result());
            } else if (done.cause() instanceof PictureException failed
                    && !failed.failure().passing()) {
                refusals.put(version, failed.failure());
            }
            flights.remove(version);
            mine.handle(done);
        });
        return mine.future();
    }

    /** Says that a reader found this version changed. */
    void invalidate(MediaSource source) {
        origins.invalidate(URI.create(source.id()), source.version());
    }
}
