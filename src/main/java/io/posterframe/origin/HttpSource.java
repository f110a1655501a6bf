package io.posterframe.origin;

import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;

/** One version of media at an HTTP origin that answers ranges. */
final class HttpSource implements RemoteSource {
    private final URI location;
    private final Validators validators;
    private final SourceVersion version;
    private final Fetcher fetcher;
    private final Blocks blocks;
    private final OriginConfig config;

    /** Where redirects from the location last led to: asked directly, until it refuses. */
    private volatile URI direct;

    HttpSource(URI location, Head head, SourceVersion version, Fetcher fetcher, Blocks blocks, OriginConfig config) {
        this.location = location;
        this.direct = head.uri();
        this.validators = head.validators();
        this.version = version;
        this.fetcher = fetcher;
        this.blocks = blocks;
        this.config = config;
    }

    @Override
    public String id() {
        return location.toString();
    }

    @Override
    public SourceVersion version() {
        return version;
    }

    @Override
    public URI location() {
        return location;
    }

    @Override
    public Validators validators() {
        return validators;
    }

    @Override
    public boolean readable() {
        return true;
    }

    @Override
    public void answeredAt(URI uri) {
        direct = uri;
    }

    @Override
    public MediaReader open() {
        return open(Trail.NONE);
    }

    @Override
    public MediaReader open(Trail trail) {
        return new HttpReader(this, blocks, config, trail);
    }

    /** Fetches consecutive blocks and completes each, with bytes or with the failure. */
    void fetch(List<Block> run, Trail trail) {
        RangeQuestion question = new RangeQuestion(version, validators, blocks.blockBytes(), run, this::answeredAt);
        URI asked = direct;
        fetcher.ask(asked, question, config.readTimeout(), trail)
                .recover(problem -> {
                    boolean mayBeOutdated = !asked.equals(location)
                            && problem instanceof PictureException known
                            && !known.failure().passing();
                    return mayBeOutdated
                            ? fetcher.ask(location, question, config.readTimeout(), trail)
                            : Future.failedFuture(problem);
                })
                .onFailure(problem -> blocks.fail(run, problem));
    }
}
