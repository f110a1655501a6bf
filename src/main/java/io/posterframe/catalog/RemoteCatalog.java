package io.posterframe.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that a service of the operator's knows, asked over HTTP one entry at a time. 404 and 410 mean that there is no
 * such entry; redirects are not followed. The service may be at a private address, the media that it names may not: those
 * are checked as all media are. There are no flavors and no versions. Its connections end with Vert.x.
 */
public final class RemoteCatalog implements Catalog {
    private static final Logger log = LoggerFactory.getLogger(RemoteCatalog.class);
    private static final int WAITING_PER_CONNECTION = 10;

    /** Of an entry that was asked for by more accounts than this it is not known which. */
    private static final int MOST_ACCOUNTS = 16;

    private final RemoteConfig config;
    private final UrlTemplate template;
    private final MediaFiles files;
    private final Duration freshFor;
    private final HttpClient client;
    private final LookupCache<RemoteAnswer> answers;

    /** By entry, what it was asked for by: more than one URL where the account is in it. */
    private final Cache<String, Set<String>> asked;

    private final AtomicBoolean failing = new AtomicBoolean();

    public RemoteCatalog(Vertx vertx, RemoteConfig config, LookupConfig lookups, MediaFiles files) {
        this(vertx, config, lookups, files, Ticker.systemTicker());
    }

    RemoteCatalog(Vertx vertx, RemoteConfig config, LookupConfig lookups, MediaFiles files, Ticker ticker) {
        this.config = config;
        this.files = files;
        this.freshFor = lookups.freshFor();
        template = config.template();
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(config.timeout().toMillis())),
                new PoolOptions()
                        .setHttp1MaxSize(config.connections())
                        .setMaxWaitQueueSize(config.connections() * WAITING_PER_CONNECTION));
        answers = new LookupCache<>(lookups, ticker, this::ask);
        asked = Caffeine.newBuilder().maximumSize(lookups.maxEntries()).build();
    }

    @Override
    public Future<Optional<Entry>> find(EntryRef ref) {
        if (ref.by() != EntryRef.By.ENTRY || !Ids.acceptable(ref.partnerId()) || !Ids.acceptable(ref.id())) {
            return Future.succeededFuture(Optional.empty());
        }
        String url = template.location(ref).toString();
        Set<String> known = asked.getIfPresent(ref.id());
        if (known == null || !known.contains(url)) {
            asked.asMap().merge(ref.id(), Set.of(url), RemoteCatalog::joined);
        }
        return answers.find(url).map(found -> found.map(answer -> new RemoteEntry(ref.id(), answer, files, freshFor)));
    }

    private static Set<String> joined(Set<String> known, Set<String> more) {
        if (known.containsAll(more)) {
            return known;
        }
        return Stream.concat(more.stream(), known.stream())
                .limit(MOST_ACCOUNTS)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void forget(Collection<String> ids) {
        ids.forEach(id -> {
            Set<String> urls = asked.asMap().remove(id);
            if (urls != null && urls.size() >= MOST_ACCOUNTS) {
                // some may have been pushed out
                answers.invalidateAll();
            } else if (urls != null) {
                answers.invalidate(urls);
            }
        });
    }

    @Override
    public void forgetAll() {
        answers.invalidateAll();
    }

    private Future<Optional<RemoteAnswer>> ask(String url) {
        RequestOptions options = new RequestOptions().setAbsoluteURI(url);
        config.headers().forEach(header -> {
            int colon = header.indexOf(':');
            options.addHeader(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        });
        return client.request(options)
                .compose(request -> request.send()
                        .compose(response -> read(request, response))
                        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(problem -> request.reset()))
                // with the wait for a connection
                .timeout(2 * config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(problem -> Future.failedFuture(
                        problem instanceof PictureException
                                ? problem
                                : failed("the lookup service can't be asked: " + problem, true)))
                .onComplete(this::tell);
    }

    /** One line when it begins to fail and one when it works again, not one for each entry. */
    private void tell(AsyncResult<?> answer) {
        if (failing.compareAndSet(answer.succeeded(), answer.failed())) {
            if (answer.cause() instanceof PictureException known) {
                log.warn("{}", known.failure().detail());
            } else {
                log.info("the lookup service works again");
            }
        }
    }

    private Future<Optional<RemoteAnswer>> read(HttpClientRequest request, HttpClientResponse response) {
        // a reset of ours is no news
        response.exceptionHandler(problem -> {});
        int status = response.statusCode();
        if (status == 404 || status == 410) {
            request.reset();
            return Future.succeededFuture(Optional.empty());
        }
        if (status != 200) {
            return Future.failedFuture(failed("the lookup service answered " + status, true));
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > config.maxAnswerBytes()) {
                request.reset();
            } else {
                body.appendBuffer(part);
            }
        });
        return response.end().map(end -> {
            try {
                return Optional.of(RemoteAnswer.read(body.getBytes()));
            } catch (IllegalArgumentException e) {
                throw failed("the lookup service's answer is not understood: " + e.getMessage(), false);
            }
        });
    }

    private static PictureException failed(String detail, boolean passing) {
        return new PictureException(new Failure.OriginFailed(detail, passing));
    }

    private record RemoteEntry(String id, RemoteAnswer answer, MediaFiles files, Duration freshFor) implements Entry {
        @Override
        public Policy policy() {
            return Policy.NONE;
        }

        @Override
        public Future<Medium> medium(MediaQuery query) {
            boolean image = answer.kind() == Medium.Kind.IMAGE;
            Optional<URI> poster = image || query.frame() ? Optional.empty() : answer.poster();
            Medium.Kind kind = poster.isPresent() ? Medium.Kind.IMAGE : answer.kind();
            return files.located(poster.orElse(answer.url()))
                    .map(location -> new Medium(id, location, kind, 0, Medium.SERVERS_OFFSET, freshFor));
        }
    }
}
