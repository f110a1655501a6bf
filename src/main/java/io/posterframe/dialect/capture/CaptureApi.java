package io.posterframe.dialect.capture;

import io.posterframe.access.Api;
import io.posterframe.access.Caller;
import io.posterframe.access.RateLimits;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.catalog.Medium;
import io.posterframe.database.Database;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Delivery;
import io.posterframe.delivery.Order;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Keeping;
import io.posterframe.dialect.Metering;
import io.posterframe.dialect.SiteUrl;
import io.posterframe.hls.StreamLocation;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.store.Changes;
import io.posterframe.store.Room;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API's two ends: a call makes and stores a picture of a room's stream, and the URL in its answer serves it. Safe on
 * every thread; never blocks but at its beginning.
 */
public final class CaptureApi implements AutoCloseable {
    private static final String JSON = "application/json";

    private final CaptureConfig config;
    private final PictureConfig pictures;
    private final RateLimits limits;
    private final Delivery delivery;
    private final Metering metering;
    private final Directory directory;
    private final TokenCheck tokens;
    private final Captures captures;
    private final InstantSource clock = InstantSource.system();

    private CaptureApi(Site site) throws IOException {
        config = site.config();
        pictures = site.pictures();
        limits = site.limits();
        delivery = site.delivery();
        metering = new Metering(limits, Api.CAPTURE);
        directory = new Directory(site.database(), site.lookups(), config.keys());
        tokens = new TokenCheck(directory::secret, config.leeway(), clock.withZone(ZoneOffset.UTC));
        captures = new Captures(site.vertx(), site.database(), config, site.lookups(), site.folder(), clock);
    }

    /**
     * All that the API is made of.
     *
     * @param folder where captures are kept, owned by the API alone
     */
    public record Site(
            Vertx vertx,
            CaptureConfig config,
            PictureConfig pictures,
            LookupConfig lookups,
            Database database,
            Path folder,
            RateLimits limits,
            Delivery delivery) {}

    /**
     * Makes the folder, and removes what an earlier process left behind. Blocks.
     *
     * @throws IOException when the folder can't be used
     */
    public static CaptureApi open(Site site) throws IOException {
        return new CaptureApi(site);
    }

    /** Whether requests are to be let in. */
    public boolean isOn() {
        return config.enabled();
    }

    /** Bytes that stored pictures take, or are about to take. */
    public long bytes() {
        return captures.bytes();
    }

    /** To be told of what is written. */
    public Changes directory() {
        return directory;
    }

    /** What a capture needs, once it is known to be allowed. */
    private record Plan(CaptureRequest request, Order order) {}

    /** Answers a call for a capture. */
    public Exchange capture(Call call) {
        try {
            metering.begin(call.caller());
            metering.beforeCredentials(call.caller());
            String site = site(call);
            Future<Plan> plan = tokens.check(call.authorization()).compose(token -> plan(call, token));
            Delivery.Request wait =
                    delivery.deliver(plan.map(Plan::order), call.caller().trail());
            Future<Answer> answer = wait.future()
                    .compose(delivered -> keep(plan.result().request(), delivered)
                            .map(capture -> (Answer)
                                    new Answer.Document(JSON, CaptureReply.json(capture, site), delivered.outcome())))
                    .otherwise(cause -> refusal(cause, call.caller()));
            return new Exchange(answer, wait::leave);
        } catch (ApiException | PictureException e) {
            return Exchange.done(refusal(e, call.caller()));
        }
    }

    /** What the URLs of captures begin with. */
    private String site(Call call) {
        String site = config.siteUrl().isEmpty() ? call.origin() : config.siteUrl();
        if (site == null) {
            throw ApiException.badInput("Host", "The Host header is missing.");
        }
        return SiteUrl.withoutSlash(site);
    }

    private Future<Plan> plan(Call call, CaptureToken token) {
        Optional<Failure.RateLimited> tooMany = limits.takeAccount("apikey " + token.apikey());
        if (tooMany.isPresent()) {
            throw new PictureException(tooMany.get());
        }
        if (!isJson(call.contentType())) {
            throw ApiException.badInput("Content-Type", "The Content-Type must be " + JSON + ".");
        }
        CaptureRequest request = CaptureRequest.of(call.body());
        String roomId = request.roomId();
        if (token.roomId() != null && !token.roomId().equals(roomId)) {
            throw ApiException.forbidden("This token is for another room.");
        }
        return directory.room(roomId).map(found -> {
            Room room = found.filter(one -> one.apikey() == null || one.apikey().equals(token.apikey()))
                    .orElseThrow(() -> ApiException.noRoom(roomId));
            return new Plan(request, order(request, room));
        });
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
    }

    private Order order(CaptureRequest request, Room room) {
        CaptureSize size = CaptureSize.of(request, room);
        pictures.checkSize(request.format(), size.width(), size.height());
        Medium medium =
                new Medium(room.id(), StreamLocation.of(room.url()), Medium.Kind.VIDEO, 0, Medium.SERVERS_OFFSET);
        Geometry geometry = new Geometry(size.width(), size.height(), Crop.CENTER, SourceRectangle.WHOLE, Rgb.WHITE);
        Encoding encoding = new Encoding(request.format(), config.quality(), 0);
        return new Order(medium, new PictureSpec(request.moment(), geometry, encoding));
    }

    private Future<Capture> keep(CaptureRequest request, Delivered delivered) {
        return captures.keep(request.roomId(), request.format(), delivered.picture());
    }

    /**
     * Answers a request for a stored picture.
     *
     * @param fileName any text, the last part of the path
     */
    public Exchange picture(String fileName, Caller caller) {
        try {
            metering.begin(caller);
        } catch (PictureException e) {
            return Exchange.done(refusal(e, caller));
        }
        Future<Answer> answer = captures.find(fileName)
                .map(found -> found.map(this::picture)
                        .orElseThrow(() -> new PictureException(new Failure.NoSuchEntry(fileName))))
                .otherwise(cause -> ofNothing(Delivery.failureOf(cause)));
        return new Exchange(answer, () -> {});
    }

    private Answer picture(Captures.Stored stored) {
        long until = stored.capture().validUntil().toEpochMilli();
        Delivered delivered = new Delivered(stored.picture(), Outcome.DISK, clock.millis(), until);
        Keeping keeping = new Keeping(true, config.keepFor(), until);
        return new Answer.Picture(delivered, null, false, List.of(), null, keeping);
    }

    private static Answer ofNothing(Failure failure) {
        ApiError error = failure.category() == Failure.Category.NOT_FOUND
                ? new ApiError(404, "resource_not_found", "There is no such thumbnail, or it has expired.")
                : ApiError.of(failure);
        return new Answer.Refusal(error.status(), JSON, Map.of(), error.json(), failure, false, true);
    }

    private Answer refusal(Throwable cause, Caller caller) {
        ApiException known = ApiException.of(cause);
        metering.refused(caller, known.failure());
        ApiError error = known.error();
        return new Answer.Refusal(error.status(), JSON, Map.of(), error.json(), known.failure(), false, false);
    }

    /** Lets work that runs end. */
    @Override
    public void close() {
        captures.close();
    }
}
