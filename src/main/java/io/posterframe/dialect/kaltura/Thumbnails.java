package io.posterframe.dialect.kaltura;

import io.posterframe.access.Api;
import io.posterframe.access.Caller;
import io.posterframe.access.Credentials;
import io.posterframe.access.Gate;
import io.posterframe.access.Grant;
import io.posterframe.access.RateLimits;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.delivery.Delivery;
import io.posterframe.delivery.Entries;
import io.posterframe.delivery.Order;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Keeping;
import io.posterframe.dialect.Metering;
import io.posterframe.dialect.Variant;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.purge.Names;
import io.posterframe.purge.Tags;
import io.posterframe.upload.UploadedMedia;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The thumbnail action: a URL in, a picture or one of Kaltura's errors out. */
public final class Thumbnails {
    /** How long caches keep pictures of an entry whose media are not all there yet (spec, section 10). */
    private static final Duration PENDING_MAX_AGE = Duration.ofMinutes(1);

    private static final int NOT_FOUND = 404;

    /** In a path that is kept nothing may give a right to whoever reads it; what is encoded might. */
    private static final Pattern SECRET =
            Pattern.compile("%|/(?:ks|signature|upload.token.id)/", Pattern.CASE_INSENSITIVE);

    private final Entries entries;
    private final Gate gate;
    private final Metering metering;
    private final UploadedMedia uploads;
    private final Delivery delivery;
    private final KalturaConfig config;

    public Thumbnails(
            Entries entries,
            Gate gate,
            RateLimits limits,
            UploadedMedia uploads,
            Delivery delivery,
            KalturaConfig config) {
        this.entries = entries;
        this.gate = gate;
        this.metering = new Metering(limits, Api.KALTURA);
        this.uploads = uploads;
        this.delivery = delivery;
        this.config = config;
    }

    /**
     * Answers a thumbnail URL.
     *
     * @param rawPath  still encoded
     * @param rawQuery still encoded, or null
     * @param rawForm  the body of a form POST, still encoded, or null
     * @param accepted what the request's Accept header comes down to
     * @param caller   who asks
     * @return empty when this is not a thumbnail's path
     */
    public Optional<Exchange> answer(
            String rawPath, @Nullable String rawQuery, @Nullable String rawForm, Variant accepted, Caller caller) {
        ThumbnailPath path = ThumbnailPath.of(rawPath);
        if (path == null) {
            return Optional.empty();
        }
        boolean varies = false;
        try {
            metering.begin(caller);
            Parameters parameters = Parameters.read(path.pairs(), rawQuery, rawForm);
            varies = ThumbnailFormat.isNegotiated(parameters, config);
            ThumbnailRequest request = ThumbnailRequest.of(path, parameters, accepted, config);
            String token = request.selectors().uploadTokenId();
            return Optional.of(token != null ? ofUpload(request, token, caller) : ofEntry(request, rawPath, caller));
        } catch (PictureException e) {
            return Optional.of(Exchange.done(refusal(e.failure(), varies, true)));
        }
    }

    /** What has been found on the way to a picture of an entry. */
    private record Admitted(Entry entry, Grant grant) {}

    private Exchange ofEntry(ThumbnailRequest request, String rawPath, Caller caller) {
        EntryRef ref = request.entry();
        Credentials credentials =
                new Credentials(request.selectors().ks(), request.selectors().referrer());
        Future<Admitted> admitted = entries.find(ref).compose(entry -> {
            checkPartner(entry, ref);
            metering.beforeCredentials(credentials, caller);
            return gate.admit(entry, ref, credentials, caller)
                    .map(grant -> new Admitted(entry, metering.admitted(grant)));
        });
        Delivery.Request wait = delivery.deliver(
                admitted.compose(in -> in.entry()
                        .medium(request.media())
                        .map(medium -> new Order(
                                captured(medium, in.grant()),
                                picture(request, in.grant().partner()),
                                names(tags(ref, in.entry()), rawPath)))),
                caller.trail());
        Future<Answer> answer = wait.future()
                .map(delivered -> {
                    Admitted in = admitted.result();
                    metering.delivered(caller, in.grant().partner(), delivered);
                    return (Answer) new Answer.Picture(
                            delivered,
                            request.fileName(),
                            delivered.settled(),
                            tags(ref, in.entry()),
                            request.variant(),
                            keeping(in));
                })
                .otherwise(cause -> {
                    metering.refused(caller, Delivery.failureOf(cause));
                    boolean shared =
                            !admitted.succeeded() || admitted.result().grant().shared();
                    return refusal(Delivery.failureOf(cause), request.variant() != null, shared);
                });
        return new Exchange(answer, wait::leave);
    }

    private void checkPartner(Entry entry, EntryRef ref) {
        Partner owner = entry.policy().owner();
        if (config.checkPartner() && owner != null && !owner.id().equals(ref.partnerId())) {
            throw new PictureException(new Failure.Denied(
                    Failure.Denied.Reason.SESSION_PARTNER, "the entry belongs to another account than the URL says"));
        }
    }

    /** A picture of a medium that isn't an image is a capture. */
    private static Medium captured(Medium medium, Grant grant) {
        if (!grant.captureAllowed() && medium.kind() != Medium.Kind.IMAGE) {
            throw new PictureException(new Failure.CaptureBlocked());
        }
        return medium;
    }

    private PictureSpec picture(ThumbnailRequest request, @Nullable Partner partner) {
        return request.picture(
                partner == null
                        ? config.defaultQuality()
                        : partner.defaultQuality().orElse(config.defaultQuality()));
    }

    /**
     * The keys in the cache of all pictures that a URL is answered with, each variant's: what a purge of the URL means.
     * Asks for no right to them.
     *
     * @return empty when this is not a thumbnail's path; fails with a PictureException when no picture can come of it
     */
    public Optional<Future<Set<String>>> keys(String rawPath, @Nullable String rawQuery) {
        ThumbnailPath path = ThumbnailPath.of(rawPath);
        if (path == null) {
            return Optional.empty();
        }
        try {
            Parameters parameters = Parameters.read(path.pairs(), rawQuery, null);
            List<ThumbnailRequest> requests = Stream.of(Variant.values())
                    .limit(ThumbnailFormat.isNegotiated(parameters, config) ? Variant.values().length : 1)
                    .map(variant -> ThumbnailRequest.of(path, parameters, variant, config))
                    .toList();
            return Optional.of(orders(requests)
                    .map(orders -> orders.stream().map(delivery::key).collect(Collectors.toUnmodifiableSet())));
        } catch (PictureException e) {
            return Optional.of(Future.failedFuture(e));
        }
    }

    /** @param requests which differ in their variant only */
    private Future<List<Order>> orders(List<ThumbnailRequest> requests) {
        ThumbnailRequest any = requests.get(0);
        String token = any.selectors().uploadTokenId();
        if (token != null) {
            return uploads.ofToken(token).map(medium -> requests.stream()
                    .map(request -> new Order(medium, request.ofUpload()))
                    .toList());
        }
        EntryRef ref = any.entry();
        return entries.find(ref).compose(entry -> gate.account(entry, ref)
                .compose(account -> entry.medium(any.media()).map(medium -> requests.stream()
                        .map(request -> new Order(medium, picture(request, account.orElse(null))))
                        .toList())));
    }

    private static Names names(List<String> tags, String rawPath) {
        return new Names(tags, rawPath, SECRET.matcher(rawPath).find() ? "" : rawPath);
    }

    private static List<String> tags(EntryRef ref, Entry entry) {
        Partner owner = entry.policy().owner();
        String entryTag = Tags.entry(entry.id());
        String partnerTag = Tags.partner(owner == null ? ref.partnerId() : owner.id());
        return ref.by() == EntryRef.By.WIDGET
                ? List.of(entryTag, Tags.widget(ref.id()), partnerTag)
                : List.of(entryTag, partnerTag);
    }

    private static Keeping keeping(Admitted in) {
        Partner partner = in.grant().partner();
        Duration maxAge = in.entry().policy().pending() ? PENDING_MAX_AGE : partner == null ? null : partner.cacheAge();
        return new Keeping(in.grant().shared(), maxAge, in.grant().untilMillis());
    }

    /** No rules but the token's own age; moments are ignored (spec, section 9). */
    private Exchange ofUpload(ThumbnailRequest request, String token, Caller caller) {
        Delivery.Request wait = delivery.deliver(
                uploads.ofToken(token)
                        .map(medium -> new Order(
                                medium, request.ofUpload(), new Names(List.of(Tags.partner(request.partnerId()))))),
                caller.trail());
        Future<Answer> answer = wait.future()
                .map(delivered -> {
                    metering.delivered(caller, null, delivered);
                    return (Answer) new Answer.Picture(
                            delivered,
                            request.fileName(),
                            false,
                            List.of(Tags.partner(request.partnerId())),
                            request.variant(),
                            Keeping.NONE);
                })
                .otherwise(cause -> refusal(Delivery.failureOf(cause), request.variant() != null, false));
        return new Exchange(answer, wait::leave);
    }

    /**
     * Kaltura's form of a failure, with a line of text for the person who reads it.
     *
     * @param shared whether whoever asks for the URL may have been let in
     */
    private Answer.Refusal refusal(Failure failure, boolean varies, boolean shared) {
        KalturaError error = KalturaError.of(failure);
        boolean hidden = failure instanceof Failure.RateLimited && config.rateLimitAsNotFound();
        return new Answer.Refusal(
                hidden ? NOT_FOUND : error.status(),
                Answer.Refusal.PLAIN_TEXT,
                Map.of("X-Kaltura", error.code(), "X-Kaltura-App", error.app()),
                failure.message(),
                failure,
                varies,
                shared && failure.category() != Failure.Category.ACCESS);
    }
}
