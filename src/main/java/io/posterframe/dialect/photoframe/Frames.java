package io.posterframe.dialect.photoframe;

import io.posterframe.access.Caller;
import io.posterframe.access.Credentials;
import io.posterframe.access.Gate;
import io.posterframe.access.Grant;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.MediaQuery;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Poster;
import io.posterframe.delivery.Delivery;
import io.posterframe.delivery.Entries;
import io.posterframe.delivery.Order;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Keeping;
import io.posterframe.dialect.Metering;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.purge.Names;
import io.posterframe.purge.Tags;
import io.posterframe.upload.UploadChoice;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/photo/frame}: from what is asked for to a picture. Safe on every thread; never blocks. */
final class Frames {
    /** How long caches keep frames of an entry whose media are not all there yet. */
    private static final Duration PENDING_MAX_AGE = Duration.ofMinutes(1);

    private static final MediaQuery ANY_MOMENT = new MediaQuery(true, Poster.CURRENT, null);

    private final PhotoKeys keys;
    private final Entries entries;
    private final Gate gate;
    private final Uploads uploads;
    private final Delivery delivery;
    private final Metering metering;
    private final PhotoConfig config;
    private final InstantSource clock;

    Frames(
            PhotoKeys keys,
            Entries entries,
            Gate gate,
            Uploads uploads,
            Delivery delivery,
            Metering metering,
            PhotoConfig config,
            InstantSource clock) {
        this.keys = keys;
        this.entries = entries;
        this.gate = gate;
        this.uploads = uploads;
        this.delivery = delivery;
        this.metering = metering;
        this.config = config;
        this.clock = clock;
    }

    /** What is needed to make a frame, and what to say with it. */
    private record Found(Order order, Keeping keeping, List<String> tags, @Nullable Partner partner) {}

    /** A frame on its way: fails with an ApiException or a PictureException. */
    record Wait(Future<Answer.Picture> picture, Runnable leave) {}

    /** @param allowed ends when the caller may ask, with who it is */
    Wait take(FrameRequest request, Caller caller, Future<Identity> allowed) {
        Future<Found> found = allowed.compose(identity -> find(request, caller, identity));
        Delivery.Request wait = delivery.deliver(found.map(Found::order), caller.trail());
        Future<Answer.Picture> picture = wait.future().map(delivered -> {
            Found of = found.result();
            metering.delivered(caller, of.partner(), delivered);
            return new Answer.Picture(delivered, null, false, of.tags(), null, of.keeping());
        });
        return new Wait(picture, wait::leave);
    }

    private Future<Found> find(FrameRequest request, Caller caller, Identity identity) {
        if (request.source() instanceof FrameRequest.Photo photo) {
            return keys.of(photo.id()).compose(key -> ofPhoto(request, photo, key, caller, identity));
        }
        FrameRequest.Uploaded upload = (FrameRequest.Uploaded) request.source();
        return uploads.medium(upload.token(), new UploadChoice(upload.identifier(), upload.fileName()))
                .map(medium ->
                        new Found(order(medium, request, config.quality(), List.of()), Keeping.NONE, List.of(), null));
    }

    private Future<Found> ofPhoto(
            FrameRequest request,
            FrameRequest.Photo photo,
            Optional<PhotoKeys.PhotoKey> known,
            Caller caller,
            Identity identity) {
        if (known.isEmpty()) {
            throw new PictureException(new Failure.NoSuchEntry(photo.id()));
        }
        String secret = known.get().token();
        if (secret == null) {
            throw PhotoToken.wrong();
        }
        long until = PhotoToken.check(secret, photo.id(), photo.token(), clock.millis());
        EntryRef ref = EntryRef.entry(known.get().partnerId(), photo.id());
        return entries.find(ref).compose(entry -> gate.admit(entry, ref, Credentials.NONE, caller)
                .compose(grant -> entry.medium(ANY_MOMENT).map(medium -> {
                    Order order = order(captured(medium, grant), request, quality(grant), tags(ref));
                    Keeping keeping = keeping(entry, grant, identity, until);
                    return new Found(order, keeping, tags(ref), grant.partner());
                })));
    }

    private static Order order(Medium medium, FrameRequest request, int quality, List<String> tags) {
        return new Order(
                medium,
                new PictureSpec(
                        new Moment.At(request.micros()),
                        request.geometry(),
                        new Encoding(ImageFormat.JPEG, quality, 0)),
                new Names(tags, ApiMethod.FRAME.path(), ApiMethod.FRAME.path()));
    }

    /** A picture of a medium that isn't an image is a capture. */
    private static Medium captured(Medium medium, Grant grant) {
        if (!grant.captureAllowed() && medium.kind() != Medium.Kind.IMAGE) {
            throw new PictureException(new Failure.CaptureBlocked());
        }
        return medium;
    }

    private int quality(Grant grant) {
        Partner partner = grant.partner();
        return partner == null ? config.quality() : partner.defaultQuality().orElse(config.quality());
    }

    /** Answers to signed requests are nobody's to keep, and neither are those of a site that isn't public. */
    private Keeping keeping(Entry entry, Grant grant, Identity identity, long untilMillis) {
        boolean shared = grant.shared() && config.publicSite() && identity.consumer() == null;
        Partner partner = grant.partner();
        Duration maxAge = config.maxAge();
        if (partner != null && partner.cacheAge() != null) {
            maxAge = shorter(maxAge, partner.cacheAge());
        }
        if (entry.policy().pending()) {
            maxAge = shorter(maxAge, PENDING_MAX_AGE);
        }
        return new Keeping(shared, maxAge, Math.min(grant.untilMillis(), untilMillis));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static List<String> tags(EntryRef ref) {
        return List.of(Tags.entry(ref.id()), Tags.partner(ref.partnerId()));
    }
}
