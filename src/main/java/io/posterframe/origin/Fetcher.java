package io.posterframe.origin;

import io.posterframe.origin.OriginMetrics.Kind;
import io.posterframe.origin.OriginMetrics.Outcome;
import io.posterframe.origin.Receiver.Redirected;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.Overloaded;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Note;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.HttpContext;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link Question} to an HTTP origin: checks each address, follows redirects, bounds each wait, and tries again what
 * failed in a passing way. Fails with PictureException only. Owns the connections; thread-safe.
 */
final class Fetcher implements AutoCloseable {
    /** Requests that may wait for one host's connections, as a multiple of those. */
    private static final int WAITING_PER_CONNECTION = 16;

    private static final String REQUEST_ID = "X-Request-Id";
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    /** A try failed, and another may succeed at once. */
    private static final class TryAgain extends RuntimeException {
        private final PictureException problem;

        TryAgain(PictureException problem) {
            super("try again", null, false, false);
            this.problem = problem;
        }
    }

    private final Vertx vertx;
    private final OriginConfig config;
    private final Gate gate;
    private final ServerHealth health;
    private final OriginMetrics metrics;
    private final WebClient client;

    /** @param options what the web client starts from; trusted certificates, for one */
    Fetcher(
            Vertx vertx,
            OriginConfig config,
            Gate gate,
            ServerHealth health,
            OriginMetrics metrics,
            WebClientOptions options) {
        this.vertx = vertx;
        this.config = config;
        this.gate = gate;
        this.health = health;
        this.metrics = metrics;
        WebClientOptions own = new WebClientOptions(options)
                .setFollowRedirects(false)
                .setUserAgent(config.userAgent())
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(config.poolSize())
                .setMaxWaitQueueSize(config.poolSize() * WAITING_PER_CONNECTION);
        client = WebClient.create(vertx, own, pool);
        client.addInterceptor(Fetcher::showHead);
    }

    private static void showHead(HttpContext<?> context) {
        if (context.request().bodyCodec() instanceof Receiver<?> receiver) {
            switch (context.phase()) {
                case SEND_REQUEST -> receiver.sending(context.clientRequest());
                case RECEIVE_RESPONSE -> {
                    receiver.received(context.clientResponse())
                            .onSuccess(accepted -> context.next())
                            .onFailure(context::fail);
                    return;
                }
                default -> {}
            }
        }
        context.next();
    }

    /**
     * @param start where to ask first; redirects lead on from there, in each try anew
     * @param total for everything together: names, redirects, tries and the pauses between them
     * @param trail to which each request belongs; sent along
     */
    <T> Future<T> ask(URI start, Question<T> question, Duration total, Trail trail) {
        Errand<T> errand = new Errand<>(start, question, System.nanoTime() + total.toNanos(), total, trail);
        return tryOnce(errand, 0)
                .recover(problem -> Future.failedFuture(
                        problem instanceof TryAgain again
                                ? again.problem
                                : problem instanceof PictureException
                                        ? problem
                                        : new PictureException(
                                                new OriginFailed(Uris.shown(start) + ": " + problem, false))));
    }

    /** What is asked for, from the first try to the last. */
    private record Errand<T>(URI start, Question<T> question, long deadline, Duration total, Trail trail) {}

    private <T> Future<T> tryOnce(Errand<T> errand, int number) {
        return follow(errand, errand.start, number, 0).recover(problem -> {
            long pause = pause(number);
            boolean again =
                    problem instanceof TryAgain && number < config.retries() && pause < millisUntil(errand.deadline);
            return again
                    ? vertx.timer(pause, TimeUnit.MILLISECONDS).compose(over -> tryOnce(errand, number + 1))
                    : Future.failedFuture(problem);
        });
    }

    /** Doubles each time, give or take half, so that many who failed together don't come back together. */
    private static long pause(int number) {
        long middle = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << number);
        return ThreadLocalRandom.current().nextLong(middle / 2, middle + middle / 2);
    }

    private <T> Future<T> follow(Errand<T> errand, URI uri, int number, int redirects) {
        return gate.check(uri, errand.start)
                .onFailure(problem -> metrics.request(outcome(problem)))
                .compose(target -> exchange(errand, uri, target, number))
                .recover(problem -> {
                    if (!(problem instanceof Redirected redirect)) {
                        return Future.failedFuture(problem);
                    }
                    if (redirects >= config.maxRedirects()) {
                        return failed(new OriginFailed(
                                "more than " + redirects + " redirects, last " + Uris.shown(uri), false));
                    }
                    if ("https".equalsIgnoreCase(uri.getScheme())
                            && !"https".equalsIgnoreCase(redirect.to().getScheme())) {
                        return failed(new OriginRefused("redirect from https to " + Uris.shown(redirect.to())));
                    }
                    return follow(errand, redirect.to(), number, redirects + 1);
                });
    }

    /** One request to one server. Fails with PictureException, TryAgain around one, or Redirected. */
    private <T> Future<T> exchange(Errand<T> errand, URI uri, Target target, int number) {
        health.check(target.server());
        long remaining = millisUntil(errand.deadline);
        if (remaining <= 0) {
            return failed(new TimedOut("origin"));
        }
        Receiver<T> receiver = new Receiver<>(errand.question, uri, bytes -> metrics.bytesRead(Kind.HTTP, bytes));
        Trail trail = begun(errand.trail, uri, target, number);
        Duration silence = errand.total.dividedBy(2);
        // the client's own idle timeout would end with the head
        long watch =
                vertx.setPeriodic(Math.max(1, silence.toMillis() / 4), tick -> receiver.breakOffAfterSilence(silence));
        return client.request(request(target, errand.question, number, trail))
                .as(receiver)
                .send()
                .timeout(remaining, TimeUnit.MILLISECONDS)
                .map(HttpResponse::body)
                .recover(problem -> {
                    receiver.failed();
                    Throwable cause = receiver.refusal() == null ? problem : receiver.refusal();
                    return Future.failedFuture(judge(cause, receiver.status(), uri));
                })
                .onComplete(answer -> {
                    vertx.cancelTimer(watch);
                    count(target, answer.cause());
                    end(trail, receiver.status(), answer.cause());
                });
    }

    private static Trail begun(Trail errand, URI uri, Target target, int number) {
        Trail trail = errand.begin(Stage.ORIGIN_REQUEST);
        if (trail.isTraced()) {
            trail.rename("GET");
            trail.note(Note.METHOD, "GET");
            trail.note(Note.URL, Uris.shown(uri));
            trail.note(Note.SERVER, target.host());
            trail.note(Note.PORT, target.port());
            if (number > 0) {
                trail.note(Note.RESENDS, number);
            }
        }
        return trail;
    }

    private static void end(Trail trail, int status, @Nullable Throwable problem) {
        if (status > 0) {
            trail.note(Note.STATUS, status);
        }
        if (problem != null && !(problem instanceof Redirected)) {
            trail.failed(outcome(problem).name().toLowerCase(Locale.ROOT));
        }
        trail.end();
    }

    private RequestOptions request(Target target, Question<?> question, int number, Trail trail) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .set(HttpHeaders.ACCEPT, "*/*")
                .set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        question.describe(headers);
        trail.carry(headers::set);
        if (config.sendRequestId() && !trail.requestId().isEmpty()) {
            headers.set(REQUEST_ID, trail.requestId());
        }
        InetAddress address = target.addresses().get(number % target.addresses().size());
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]")
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setHeaders(headers);
    }

    private static RuntimeException judge(Throwable problem, int status, URI uri) {
        if (problem instanceof Redirected redirect) {
            return redirect;
        }
        PictureException known = problem instanceof PictureException picture
                ? picture
                : new PictureException(
                        problem instanceof TimeoutException
                                ? new TimedOut("origin")
                                : new OriginFailed(
                                        Uris.shown(uri) + ": " + problem, !(problem instanceof SSLException)));
        boolean serverMeansIt = status >= 400 && (status < 502 || status > 504);
        // neither is anything that the server could mend
        boolean ours = known.failure() instanceof SourceChanged || known.failure() instanceof Overloaded;
        boolean again = known.failure().passing() && !ours && !serverMeansIt;
        return again ? new TryAgain(known) : known;
    }

    private void count(Target target, Throwable problem) {
        if (problem instanceof TryAgain) {
            health.failed(target.server());
        } else {
            health.succeeded(target.server());
        }
        metrics.request(problem == null ? Outcome.OK : outcome(problem));
    }

    private static Outcome outcome(Throwable problem) {
        Failure failure = problem instanceof TryAgain again
                ? again.problem.failure()
                : problem instanceof PictureException picture ? picture.failure() : null;
        if (failure instanceof SourceMissing) {
            return Outcome.MISSING;
        } else if (failure instanceof SourceChanged) {
            return Outcome.CHANGED;
        } else if (failure instanceof OriginRefused) {
            return Outcome.REFUSED;
        } else if (failure instanceof TimedOut) {
            return Outcome.TIMED_OUT;
        }
        return problem instanceof Redirected ? Outcome.REDIRECTED : Outcome.FAILED;
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(new PictureException(failure));
    }

    @Override
    public void close() {
        client.close();
    }
}
