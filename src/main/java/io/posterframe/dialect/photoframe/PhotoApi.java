package io.posterframe.dialect.photoframe;

import io.posterframe.access.Api;
import io.posterframe.access.Gate;
import io.posterframe.access.RateLimits;
import io.posterframe.asset.EntryUploads;
import io.posterframe.catalog.Partners;
import io.posterframe.database.Database;
import io.posterframe.delivery.Delivery;
import io.posterframe.delivery.Entries;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Metering;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.store.Changes;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The API's methods: a call in, a picture or one of the API's replies out. Safe on every thread; never blocks. */
public final class PhotoApi {
    private static final int OK = 200;

    /** A reply is data, whatever a browser thinks it looks like. */
    private static final Map<String, String> NO_SNIFFING = Map.of("X-Content-Type-Options", "nosniff");

    private final PhotoConfig config;
    private final OAuth oauth;
    private final Frames frames;
    private final UploadPermits permits;
    private final Redemption redemption;
    private final Metering metering;

    private PhotoApi(Site site) {
        Database database = site.database();
        InstantSource clock = InstantSource.system();
        config = site.config();
        oauth = new OAuth(config, new StoredNonces(database, config.timestampTolerance(), clock), clock);
        metering = new Metering(site.limits(), Api.PHOTO);
        frames = new Frames(
                site.keys(), site.entries(), site.gate(), site.uploads(), site.delivery(), metering, config, clock);
        permits = new UploadPermits(site.uploads(), site.partners());
        Photos photos = new Photos(database, site.files(), site.changes(), clock);
        redemption = new Redemption(site.vertx(), site.uploads(), photos, site.visits(), config);
    }

    /**
     * All that the API is made of.
     *
     * @param keys    are told of changes too
     * @param files   is told of changes too
     * @param changes is told of each photo that was made
     */
    public record Site(
            Vertx vertx,
            PhotoConfig config,
            Database database,
            PhotoKeys keys,
            Entries entries,
            Partners partners,
            Gate gate,
            RateLimits limits,
            Uploads uploads,
            EntryUploads files,
            Delivery delivery,
            Visits visits,
            Changes changes) {}

    public static PhotoApi of(Site site) {
        return new PhotoApi(site);
    }

    /** Takes files. */
    public Redemption redemption() {
        return redemption;
    }

    /** Answers a call for a frame. */
    public Exchange frame(Call call) {
        Replies replies = new Replies(call);
        try {
            Parameters parameters = replies.read();
            checkSite(call);
            metering.begin(call.caller());
            metering.beforeCredentials(call.caller());
            Future<Identity> allowed = oauth.identify(call).map(identity -> {
                replies.level = identity.level();
                checkConsumer(call, identity);
                return identity;
            });
            FrameRequest request = FrameRequest.of(parameters, config);
            Frames.Wait wait = frames.take(request, call.caller(), allowed);
            return new Exchange(wait.picture().map(Answer.class::cast).otherwise(replies::refusal), wait.leave());
        } catch (ApiException | PictureException e) {
            return Exchange.done(replies.refusal(e));
        }
    }

    private void checkSite(Call call) {
        if (!config.enabled() || config.disabledMethods().contains(call.method())) {
            throw ApiException.denied(ApiError.disabled("this site"));
        }
    }

    private static void checkConsumer(Call call, Identity identity) {
        Consumer consumer = identity.consumer();
        if (consumer != null && consumer.disabledMethods().contains(call.method())) {
            throw ApiException.denied(ApiError.disabled("this consumer key"));
        }
    }

    /** Answers a call for an upload token. Never fails. */
    public Future<TextReply> uploadToken(Call call) {
        Replies replies = new Replies(call);
        try {
            Parameters parameters = replies.read();
            checkSite(call);
            metering.begin(call.caller());
            metering.beforeCredentials(call.caller());
            return oauth.identify(call)
                    .compose(identity -> {
                        replies.level = identity.level();
                        checkConsumer(call, identity);
                        if (!identity.level().reaches(Level.WRITE)) {
                            throw ApiException.denied(ApiError.permissionDenied(Level.WRITE));
                        }
                        UploadOrder order = UploadOrder.of(parameters, identity, domain(call));
                        return permits.make(order, identity)
                                .map(token -> replies.item(
                                        "The upload token is ready to use",
                                        order.domain(),
                                        "uploadtoken",
                                        order.item(
                                                token.id(), token.validUntil().getEpochSecond())));
                    })
                    .otherwise(replies::error);
        } catch (ApiException | PictureException e) {
            return Future.succeededFuture(replies.error(e));
        }
    }

    private String domain(Call call) {
        try {
            String origin = config.siteUrl().isEmpty() ? call.origin() : config.siteUrl();
            return SiteAddress.parse(origin).domain();
        } catch (IllegalArgumentException e) {
            throw ApiException.badInput("Host", "is no host name");
        }
    }

    /** How one call is replied to, as far as it has been understood. */
    private final class Replies {
        private final Call call;
        private ResponseForm form = ResponseForm.XML;
        private volatile Level level = Level.NONE;

        private Replies(Call call) {
            this.call = call;
        }

        private Parameters read() {
            Parameters parameters = new Parameters(call.said());
            form = ResponseForm.of(parameters);
            return parameters;
        }

        private TextReply item(String message, String domain, String name, Map<String, String> item) {
            String text = ApiReply.item(form, call.method(), level, message, domain, name, item);
            return new TextReply(OK, form.contentType(), null, text);
        }

        private TextReply error(Throwable cause) {
            ApiException known = known(cause);
            String text = ApiReply.error(form, call.method(), level, known.error());
            return new TextReply(OK, form.contentType(), null, text);
        }

        private Answer refusal(Throwable cause) {
            ApiException known = known(cause);
            return refusal(known.error(), known.failure());
        }

        private ApiException known(Throwable cause) {
            ApiException known = ApiException.of(cause);
            metering.refused(call.caller(), known.failure());
            return known;
        }

        private Answer refusal(ApiError error, Failure failure) {
            return new Answer.Refusal(
                    OK,
                    form.contentType(),
                    NO_SNIFFING,
                    ApiReply.error(form, call.method(), level, error),
                    Objects.requireNonNull(failure),
                    false,
                    false);
        }
    }
}
