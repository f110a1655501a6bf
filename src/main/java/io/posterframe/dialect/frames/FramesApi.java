package io.posterframe.dialect.frames;

import io.posterframe.access.Api;
import io.posterframe.access.Caller;
import io.posterframe.access.RateLimits;
import io.posterframe.asset.Assets;
import io.posterframe.catalog.Partners;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Metering;
import io.posterframe.dialect.SiteUrl;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.JobMedia;
import io.posterframe.upload.Received;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The API's calls: a call in, one of the API's replies or a frame's image out. Safe on every thread; never blocks. */
public final class FramesApi {
    private final FramesConfig config;
    private final Metering metering;
    private final KeyCheck keys;
    private final Extractions extractions;
    private final Files files;
    private final FramePictures pictures;

    /** Who may use the API, and what its calls lead to. */
    public record Site(
            FramesConfig config,
            Partners partners,
            RateLimits limits,
            FrameJobs jobs,
            JobMedia media,
            Assets assets,
            Uploads uploads) {}

    public FramesApi(Site site) {
        config = site.config();
        metering = new Metering(site.limits(), Api.FRAMES);
        keys = new KeyCheck(config.keys(), site.partners(), site.limits(), metering);
        extractions = new Extractions(site.jobs(), site.media(), this::prefix);
        files = new Files(site.assets(), site.uploads(), this::prefix);
        pictures = new FramePictures(site.jobs(), site.partners(), metering, InstantSource.system());
    }

    /** Whether requests are to be let in. */
    public boolean isOn() {
        return config.enabled();
    }

    private String prefix(Call call) {
        String site = config.siteUrl().isEmpty() ? call.origin() : config.siteUrl();
        if (site == null) {
            throw ApiException.badInput("The Host header", "is missing");
        }
        return SiteUrl.withoutSlash(site);
    }

    /** Orders the frames of a file. Like all calls that end with a reply it never fails. */
    public Future<Reply> createExtraction(Call call) {
        return answered(call, extractions::create);
    }

    public Future<Reply> extractionsOfFile(Call call) {
        return answered(call, extractions::ofFile);
    }

    public Future<Reply> extraction(Call call) {
        return answered(call, extractions::find);
    }

    public Future<Reply> deleteExtraction(Call call) {
        return answered(call, extractions::delete).onSuccess(reply -> pictures.forget(call.id()));
    }

    public Future<Reply> files(Call call) {
        return answered(call, files::list);
    }

    public Future<Reply> file(Call call) {
        return answered(call, files::find);
    }

    /** Replaces a file's name or metadata. */
    public Future<Reply> describeFile(Call call) {
        return answered(call, files::describe);
    }

    public Future<Reply> deleteFile(Call call) {
        return answered(call, files::delete);
    }

    private Future<Reply> answered(Call call, BiFunction<Call, String, Future<Reply>> work) {
        return Future.succeededFuture(call)
                .compose(keys::admit)
                .compose(partnerId -> work.apply(call, partnerId))
                .otherwise(cause -> refusal(cause, call.caller()));
    }

    /** The account that may upload, to be asked before a file is received. Fails with what {@link #refusal} words. */
    public Future<String> admit(Call call) {
        return Future.succeededFuture(call).compose(keys::admit);
    }

    /**
     * Takes what an account has uploaded. Fails with what {@link #refusal} words; the received file is gone then.
     *
     * @param received null for a form without a file
     * @param metadata the field of the form, any text; null when there is none
     */
    public Future<Reply> takeFile(Call call, String partnerId, @Nullable Received received, @Nullable String metadata) {
        return received == null
                ? Future.failedFuture(ApiException.badInput("file", "is missing: send it as multipart/form-data"))
                : files.take(call, partnerId, received, metadata);
    }

    /** The reply to a call that ended with a failure. */
    public Reply refusal(Throwable cause, Caller caller) {
        ApiException known = ApiException.of(cause);
        metering.refused(caller, known.failure());
        return known.reply();
    }

    /**
     * Answers a request for the image of a frame.
     *
     * @param id   of an extraction, any text
     * @param file the last part of the path, any text
     */
    public Exchange picture(String id, String file, Caller caller) {
        return pictures.answer(id, file, caller);
    }
}
