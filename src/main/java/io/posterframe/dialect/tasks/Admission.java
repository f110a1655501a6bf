package io.posterframe.dialect.tasks;

import io.posterframe.access.Api;
import io.posterframe.access.RateLimits;
import io.posterframe.access.SecretKeys;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.dialect.Metering;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;

/** Who may go on with a call. Any thread; never blocks. */
final class Admission {
    private final TasksConfig config;
    private final RateLimits limits;
    private final Metering metering;
    private final Partners partners;
    private final SecretKeys<TaskAccount> keys;

    Admission(TasksConfig config, RateLimits limits, Metering metering, Partners partners) {
        this.config = config;
        this.limits = limits;
        this.metering = metering;
        this.partners = partners;
        this.keys = new SecretKeys<>(config.accounts(), TaskAccount::key);
    }

    /** The account of a call. Fails with an ApiException or a PictureException. */
    Future<TaskAccount> of(Call call, Endpoint endpoint) {
        try {
            metering.begin(call.caller());
            String key = call.key();
            if (key == null) {
                throw ApiException.noKey();
            }
            metering.beforeCredentials(call.caller());
            TaskAccount account = keys.find(key).orElseThrow(ApiException::wrongKey);
            count(account, endpoint);
            return partners.partner(account.partner()).map(partner -> {
                if (partner.isPresent() && partner.get().status() == Partner.Status.BLOCKED) {
                    throw new PictureException(new Failure.PartnerBlocked());
                }
                return account;
            });
        } catch (ApiException | PictureException e) {
            return Future.failedFuture(e);
        }
    }

    private void count(TaskAccount account, Endpoint endpoint) {
        Optional<Failure.RateLimited> tooMany = limits.takeCall(
                Api.TASKS, account.partner(), endpoint.name().toLowerCase(Locale.ROOT), config.requestsPerSecond());
        if (tooMany.isPresent()) {
            throw new PictureException(tooMany.get());
        }
    }
}
