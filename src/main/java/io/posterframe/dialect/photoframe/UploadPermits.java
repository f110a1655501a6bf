package io.posterframe.dialect.photoframe;

import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.upload.TokenRequest;
import io.posterframe.upload.UploadToken;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** {@code /api/photo/get-upload-token}. Safe on every thread; never blocks. */
final class UploadPermits {
    private static final int LONGEST_ATTRIBUTES = 16_000;

    private final Uploads uploads;
    private final Partners partners;

    UploadPermits(Uploads uploads, Partners partners) {
        this.uploads = uploads;
        this.partners = partners;
    }

    /** A token for an order, by whoever may write. Fails with an ApiException or a PictureException. */
    Future<UploadToken> make(UploadOrder order, Identity identity) {
        Consumer consumer = identity.consumer();
        Optional<String> partner = consumer == null ? Optional.empty() : consumer.partner();
        if (partner.isEmpty()) {
            return Future.failedFuture(ApiException.denied(ApiError.disabled("a consumer key without a partner")));
        }
        String attributes = order.json();
        if (attributes.length() > LONGEST_ATTRIBUTES) {
            return Future.failedFuture(ApiException.badInput("the request", "is too large to be kept with a token"));
        }
        return partners.partner(partner.get()).compose(found -> {
            if (found.filter(known -> known.status() == Partner.Status.ACTIVE).isEmpty()) {
                return Future.failedFuture(
                        ApiException.denied(ApiError.disabled("this consumer key: its account is unknown or blocked")));
            }
            return uploads.createToken(new TokenRequest(
                    UploadToken.Kind.PHOTO,
                    partner.get(),
                    attributes,
                    order.maxUploads(),
                    Duration.ofMinutes(order.validMinutes())));
        });
    }
}
