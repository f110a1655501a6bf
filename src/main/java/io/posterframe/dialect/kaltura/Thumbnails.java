package io.posterframe.dialect.kaltura;

import io.posterframe.catalog.EntryQuery;
import io.posterframe.delivery.Delivery;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Tags;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The thumbnail action: a URL in, a picture or one of Kaltura's errors out. This is where what a request says besides
 * entry and picture ({@link EntrySelectors}) will be honoured, between the parsing and the delivery.
 */
public final class Thumbnails {
    private final Delivery delivery;
    private final KalturaConfig config;

    public Thumbnails(Delivery delivery, KalturaConfig config) {
        this.delivery = delivery;
        this.config = config;
    }

    /**
     * Answers a thumbnail URL.
     *
     * @param rawPath  still encoded
     * @param rawQuery still encoded, or null
     * @param rawForm  the body of a form POST, still encoded, or null
     * @return empty when this is not a thumbnail's path
     */
    public Optional<Exchange> answer(String rawPath, @Nullable String rawQuery, @Nullable String rawForm) {
        Optional<ThumbnailRequest> parsed;
        String entryId;
        try {
            parsed = ThumbnailRequest.parse(rawPath, rawQuery, rawForm, config);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            entryId = parsed.get().requireEntryId();
        } catch (PictureException e) {
            return Optional.of(Exchange.done(refusal(e.failure())));
        }
        ThumbnailRequest request = parsed.get();
        Delivery.Request wait = delivery.deliver(new EntryQuery(request.partnerId(), entryId), request.picture());
        Future<Answer> answer = wait.future()
                .map(delivered -> (Answer) new Answer.Picture(
                        delivered,
                        request.fileName(),
                        request.selectors().version() > 0,
                        List.of(Tags.entry(entryId), Tags.partner(request.partnerId()))))
                .otherwise(cause -> refusal(Delivery.failureOf(cause)));
        return Optional.of(new Exchange(answer, wait::leave));
    }

    /** Kaltura's form of a failure, with a line of text for the person who reads it. */
    public static Answer.Refusal refusal(Failure failure) {
        KalturaError error = KalturaError.of(failure);
        return new Answer.Refusal(
                error.status(),
                Map.of("X-Kaltura", error.code(), "X-Kaltura-App", error.app()),
                failure.message(),
                failure);
    }
}
