package io.posterframe.hls;

import io.posterframe.hls.Multivariant.Offer;
import io.posterframe.hls.SegmentLists.Found;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.Document;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.Origin;
import io.posterframe.origin.OriginConfig;
import io.posterframe.origin.Origins;
import io.posterframe.origin.Room;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.Overloaded;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Streams by the location of their first playlist: reads it, follows it to the variant for the picture's size, and makes
 * that one medium. The playlists and all that they name are asked for through the other origins.
 */
public final class HlsOrigin implements Origin, AutoCloseable {
    /** For how long many who ask at once are answered from one look. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** Redundant variants that are tried. */
    private static final int MOST_REDUNDANT = 4;

    private static final int BUSY_SECONDS = 1;

    private static final int FETCHERS = 16;

    /** Playlists that are read at once, each of which takes some times its size in memory. */
    private static final int READERS = 2;

    /** Playlists that wait for that, beside those that are kept. */
    private static final long WAITING_BYTES = 8L << 20;

    private final HlsConfig config;
    private final OriginConfig origin;
    private final Documents documents;
    private final SegmentLists lists;
    private final PartOpener opener;
    private final FetchAhead.Shared ahead;
    private final Room waitingPlaylists;
    private final Map<Reading, Future<Read>> underWay = new ConcurrentHashMap<>();
    private final WorkerExecutor fetchers;
    private final WorkerExecutor readers;

    /** @param origins of everything else; asked for when the first stream is */
    public HlsOrigin(Vertx vertx, HlsConfig config, OriginConfig origin, Supplier<Origins> origins) {
        this(vertx, config, origin, origins, InstantSource.system());
    }

    HlsOrigin(Vertx vertx, HlsConfig config, OriginConfig origin, Supplier<Origins> origins, InstantSource clock) {
        this.config = config;
        this.origin = origin;
        documents = new Documents(origins, config.maxPlaylistBytes(), clock);
        lists = SegmentLists.of(config);
        Waiting waiting = new Waiting(origin.openTimeout());
        opener = new PartOpener(origins, new Keys(origins, waiting), waiting, config.maxSegmentBytes(), Trail.NONE);
        waitingPlaylists = new Room(Math.max(WAITING_BYTES, 2L * config.maxPlaylistBytes()));
        fetchers = vertx.createSharedWorkerExecutor("posterframe-hls-fetchers", FETCHERS);
        readers = vertx.createSharedWorkerExecutor("posterframe-hls-readers", READERS);
        ahead = new FetchAhead.Shared(fetchers, new Room(origin.blockCacheBytes() / 2), config.segmentsAtOnce());
    }

    @Override
    public Future<MediaSource> open(URI location, Trail trail) {
        return find(location, origin.recheckAfter(), trail)
                .map(stream -> new HlsSource(location, stream.list(), true, stream.iFrames, this));
    }

    @Override
    public Future<MediaSource> recheck(URI location, MediaSource source, Trail trail) {
        boolean live = source.freshFor() != null;
        return find(location, AT_ONCE, trail)
                .recover(problem -> Future.failedFuture(live ? passing(problem) : problem))
                .map(stream -> {
                    boolean same =
                            stream.list().digest().equals(source.version().validator());
                    return same && !stream.list().live()
                            ? source
                            : new HlsSource(location, stream.list(), !same, stream.iFrames, this);
                });
    }

    /** A live stream's playlist that can't be read was perhaps read while it was written. */
    private static Throwable passing(Throwable problem) {
        return problem instanceof PictureException known && known.failure() instanceof Undecodable unreadable
                ? new PictureException(new OriginFailed(unreadable.message() + ": " + unreadable.detail(), true))
                : problem;
    }

    /** What a location led to. */
    private record Stream(Found found, @Nullable IFrames iFrames) {
        SegmentList list() {
            return found.list();
        }
    }

    /** @param age how old the list of segments may be, if it is a whole one */
    private Future<Stream> find(URI location, Duration age, Trail trail) {
        StreamLocation wanted = StreamLocation.parse(location);
        return follow(wanted, age, trail)
                .recover(problem -> {
                    boolean outdated = problem instanceof PictureException known
                            && known.failure() instanceof SourceMissing
                            && documents.isOld(wanted.playlist(), AT_ONCE);
                    if (!outdated) {
                        return Future.failedFuture(problem);
                    }
                    documents.forget(wanted.playlist());
                    return follow(wanted, age, trail);
                })
                .timeout(origin.openTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(problem -> Future.failedFuture(known(problem)));
    }

    private Future<Stream> follow(StreamLocation wanted, Duration age, Trail trail) {
        return playlist(wanted.playlist(), origin.recheckAfter(), age, Multivariant.NONE, trail)
                .compose(read -> {
                    if (read.playlist instanceof Multivariant variants) {
                        Multivariant parent = variants.withoutOffers();
                        List<Offer> choice = Choice.of(variants.variants(), wanted, config.variant());
                        return variant(parent, choice, 0, read.reach, age, trail)
                                .map(found -> new Stream(found, iFrames(variants, wanted, read.reach)));
                    }
                    return Future.succeededFuture(new Stream(segments(read), null));
                });
    }

    private static Throwable known(Throwable problem) {
        return problem instanceof PictureException
                ? problem
                : new PictureException(
                        problem instanceof TimeoutException
                                ? new TimedOut("origin")
                                : new OriginFailed(String.valueOf(problem), true));
    }

    private Found segments(Read read) {
        if (!(read.playlist instanceof SegmentList list)) {
            throw Refusal.undecodable("names a list of variants where its segments should be", "");
        }
        return lists.keep(new Found(read.asked, list, read.reach));
    }

    /** The first of the variants that are the same but for their places that can be had. */
    private Future<Found> variant(
            Multivariant parent, List<Offer> choice, int index, Reach reach, Duration age, Trail trail) {
        return resolved(reach, choice.get(index).uri())
                .compose(uri -> playlist(uri, age, age, parent, trail))
                .map(this::segments)
                .recover(problem -> {
                    boolean next = index + 1 < Math.min(choice.size(), MOST_REDUNDANT)
                            && problem instanceof PictureException known
                            && (known.failure() instanceof SourceMissing || known.failure() instanceof OriginFailed);
                    return next ? variant(parent, choice, index + 1, reach, age, trail) : Future.failedFuture(problem);
                });
    }

    private Future<URI> resolved(Reach reach, String reference) {
        return readers.executeBlocking(() -> reach.resolve(reference), false);
    }

    private @Nullable IFrames iFrames(Multivariant variants, StreamLocation wanted, Reach reach) {
        List<Offer> choice = config.iFrames() ? Choice.ofIFrames(variants.iFrames(), wanted) : List.of();
        return choice.isEmpty() ? null : new IFrames(choice.get(0).uri(), reach, variants.withoutOffers(), this);
    }

    /** What is read once for all who want it at the same time: pictures of many sizes. */
    private record Reading(URI asked, Document document, Multivariant parent) {}

    /** A playlist and where it was. */
    private record Read(URI asked, Playlist playlist, Reach reach) {}

    /** Reads a playlist; what turns out to go on must not be older than a moment. */
    private Future<Read> playlist(URI uri, Duration age, Duration wholeAge, Multivariant parent, Trail trail) {
        return documents
                .get(uri, age, trail)
                .compose(document -> read(uri, document, parent))
                .compose(read -> {
                    boolean live = read.playlist instanceof SegmentList list && list.live();
                    Duration allowed = live ? AT_ONCE : read.playlist instanceof SegmentList ? wholeAge : age;
                    return allowed.compareTo(age) >= 0 || documents.has(uri, allowed)
                            ? Future.succeededFuture(read)
                            : documents.get(uri, allowed, trail).compose(document -> read(uri, document, parent));
                });
    }

    /** Reads a list of segments, as fresh as a re-check wants it. */
    Future<Found> segments(URI uri, Multivariant parent, Trail trail) {
        return playlist(uri, origin.recheckAfter(), origin.recheckAfter(), parent, trail)
                .map(this::segments);
    }

    private Future<Read> read(URI asked, Document document, Multivariant parent) {
        Reading key = new Reading(asked, document, parent);
        Promise<Read> mine = Promise.promise();
        Future<Read> others = underWay.putIfAbsent(key, mine.future());
        if (others != null) {
            return others;
        }
        readInBackground(key).onComplete(answer -> {
            underWay.remove(key);
            mine.handle(answer);
        });
        return mine.future();
    }

    private Future<Read> readInBackground(Reading key) {
        Document document = key.document;
        int length = document.bytes().length();
        if (!waitingPlaylists.take(length)) {
            documents.forget(key.asked);
            return Future.failedFuture(new PictureException(new Overloaded(BUSY_SECONDS)));
        }
        return readers.executeBlocking(
                        () -> {
                            Playlist playlist = Playlist.read(
                                    document.bytes().getBytes(), key.asked, document.base(), key.parent, config);
                            Reach reach = new Reach(
                                    document.base(), origin.allowedHosts().isEmpty());
                            return new Read(key.asked, playlist, reach);
                        },
                        false)
                .onComplete(done -> waitingPlaylists.giveBack(length))
                // the next one to ask may find it mended, or with a first segment
                .onFailure(unread -> documents.forget(key.asked));
    }

    /** Asks for parts one after the other, as their reader will, who then finds the answers there. Fails with TimedOut only. */
    Future<Void> ready(Found found, List<Integer> parts, Trail trail) {
        Future<CurrentSource> asked = Future.succeededFuture();
        for (int part : parts) {
            Resource resource = found.list().parts().get(part);
            asked = asked.compose(before -> readers.executeBlocking(() -> opener.place(resource, found.reach()), false)
                    .compose(uri -> opener.origins().get().current(uri, trail)));
        }
        return asked.transform(
                answer -> answer.cause() instanceof PictureException known && known.failure() instanceof TimedOut
                        ? Future.failedFuture(known)
                        : Future.succeededFuture());
    }

    /** @param trail to which what the reader asks for belongs */
    MediaReader reader(Found found, Trail trail) {
        PartOpener own = opener.of(trail);
        return new HlsReader(
                found.list(),
                found.reach(),
                own,
                new FetchAhead(ahead, own, found.list(), found.reach()),
                () -> documents.forget(found.asked()));
    }

    SegmentLists lists() {
        return lists;
    }

    /** Bytes that are fetched, or being fetched, for later. */
    long takenAhead() {
        return ahead.room().taken();
    }

    Waiting waiting() {
        return opener.waiting();
    }

    @Override
    public void close() {
        fetchers.close();
        readers.close();
    }
}
