package io.posterframe.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Path;

/** Media behind http and https URLs. */
final class HttpOrigin implements Origin {
    private final OriginConfig config;
    private final Fetcher fetcher;
    private final Blocks blocks;
    private final Spool spool;
    private final OriginMetrics metrics;

    /** How often what was kept of a location was found not to be trusted. */
    private final Cache<URI, Integer> distrusted;

    HttpOrigin(OriginConfig config, Fetcher fetcher, Blocks blocks, Spool spool, OriginMetrics metrics) {
        this.config = config;
        this.fetcher = fetcher;
        this.blocks = blocks;
        this.spool = spool;
        this.metrics = metrics;
        distrusted = Caffeine.newBuilder().maximumSize(config.maxSources()).build();
    }

    @Override
    public Future<MediaSource> open(URI location, Trail trail) {
        return fetcher.ask(location, new OpenQuestion(location, this), config.openTimeout(), trail);
    }

    @Override
    public Future<MediaSource> recheck(URI location, MediaSource source, Trail trail) {
        if (!(source instanceof RemoteSource known) || !known.readable()) {
            return open(location, trail);
        }
        RecheckQuestion question = new RecheckQuestion(known);
        return fetcher.ask(location, question, config.openTimeout(), trail).transform(answer -> {
            Boolean same = question.same();
            if (same == null) {
                return Future.failedFuture(answer.cause());
            }
            return same ? Future.succeededFuture(source) : open(location, trail);
        });
    }

    long maxWithoutRanges() {
        return config.maxWithoutRangesBytes();
    }

    Spool spool() {
        return spool;
    }

    @Override
    public void distrust(URI location) {
        distrusted.asMap().merge(location, 1, Integer::sum);
    }

    /** Without a validator nothing tells a version from the next but how often it was distrusted. */
    SourceVersion version(URI location, Validators validators, long size) {
        SourceVersion version = validators.version(size);
        Integer times = validators.isNone() ? distrusted.getIfPresent(location) : null;
        return times == null
                ? version
                : new SourceVersion(size, version.validator() + " #" + times, version.lastModifiedMillis());
    }

    HttpSource source(URI location, Head head, long size) {
        return new HttpSource(location, head, version(location, head.validators(), size), fetcher, blocks, config);
    }

    SpooledSource copy(URI location, Head head, long size, Path file) {
        Validators validators = head.validators();
        return new SpooledSource(location, validators, version(location, validators, size), file, spool, metrics);
    }

    void keepStart(MediaSource source, Buffer start) {
        blocks.keepStart(source, start);
    }
}
