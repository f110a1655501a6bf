package io.posterframe.dialect.kaltura;

import io.posterframe.catalog.EntryRef;
import io.posterframe.delivery.Delivery;
import io.posterframe.delivery.Entries;
import io.posterframe.delivery.Order;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Tags;
import io.posterframe.dialect.Variant;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thumbnail action: a URL in, a picture or one of Kaltura's errors out. */
public final class Thumbnails {
    private final Entries entries;
    private final Delivery delivery;
    private final KalturaConfig config;

    public Thumbnails(Entries entries, Delivery delivery, KalturaConfig config) {
        this.entries = entries;
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
     * @return empty when this is not a thumbnail's path
     */
    public Optional<Exchange> answer(
            String rawPath, @Nullable String rawQuery, @Nullable String rawForm, Variant accepted) {
        ThumbnailPath path = ThumbnailPath.of(rawPath);
        if (path == null) {
            return Optional.empty();
        }
        boolean varies = false;
        try {
            Parameters parameters = Parameters.read(path.pairs(), rawQuery, rawForm);
            varies = ThumbnailFormat.isNegotiated(parameters, config);
            ThumbnailRequest request = ThumbnailRequest.of(path, parameters, accepted, config);
            return Optional.of(answer(request));
        } catch (PictureException e) {
            return Optional.of(Exchange.done(refusal(e.failure(), varies)));
        }
    }

    private Exchange answer(ThumbnailRequest request) {
        EntryRef ref = request.entry();
        Delivery.Request wait = delivery.deliver(entries.find(ref)
                .compose(entry -> entry.medium(request.media()))
                .map(medium -> new Order(medium, request.picture())));
        Future<Answer> answer = wait.future()
                .map(delivered -> (Answer) new Answer.Picture(
                        delivered,
                        request.fileName(),
                        delivered.settled(),
                        List.of(Tags.entry(ref.id()), Tags.partner(ref.partnerId())),
                        request.variant()))
                .otherwise(cause -> refusal(Delivery.failureOf(cause), request.variant() != null));
        return new Exchange(answer, wait::leave);
    }

    /** Kaltura's form of a failure, with a line of text for the person who reads it. */
    private static Answer.Refusal refusal(Failure failure, boolean varies) {
        KalturaError error = KalturaError.of(failure);
        return new Answer.Refusal(
                error.status(),
                Map.of("X-Kaltura", error.code(), "X-Kaltura-App", error.app()),
                failure.message(),
                failure,
                varies);
    }
}
