package io.posterframe.dialect.tasks;

import io.posterframe.access.Api;
import io.posterframe.access.Caller;
import io.posterframe.access.RateLimits;
import io.posterframe.asset.Asset;
import io.posterframe.asset.AssetOrder;
import io.posterframe.asset.Assets;
import io.posterframe.catalog.Partners;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Metering;
import io.posterframe.job.CallbackForm;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.FrameNames;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.FrameZip;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobFrame;
import io.posterframe.picture.Failure;
import io.posterframe.upload.Received;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the API. None of their futures fails, but for those of {@link #uploader}: what goes wrong is a refusal. To
 * be called on event loops; never blocks.
 */
public final class TasksApi {
    private static final Logger LOG = LoggerFactory.getLogger(TasksApi.class);
    private static final String JSON = "application/json";

    /** So that nobody counts through the videos. */
    private static final long FIRST_ID = 100_000_000_000_000_000L;

    private static final long BEHIND_LAST_ID = 10 * FIRST_ID;

    private final TasksConfig config;
    private final FrameJobs jobs;
    private final Assets assets;
    private final Uploads uploads;
    private final Metering metering;
    private final Admission admission;
    private final SecureRandom random = new SecureRandom();

    public TasksApi(Site site) {
        config = site.config();
        jobs = site.jobs();
        assets = site.assets();
        uploads = site.uploads();
        metering = new Metering(site.limits(), Api.TASKS);
        admission = new Admission(config, site.limits(), metering, site.partners());
    }

    /** All that the API is made of. */
    public record Site(
            TasksConfig config, FrameJobs jobs, Assets assets, Uploads uploads, Partners partners, RateLimits limits) {}

    /** Whether requests are to be let in. */
    public boolean isOn() {
        return config.enabled();
    }

    /** How the ends of tasks are told. */
    public static CallbackForm callback(TasksConfig config) {
        return new TaskCallback(config.accounts());
    }

    /**
     * Begins a task.
     *
     * @param contentType the Content-Type header, or null
     * @param body        at most {@link Call#MAX_BODY} bytes
     */
    public Future<Reply> extract(Call call, @Nullable String contentType, byte[] body) {
        return answer(call, Endpoint.EXTRACT_FRAMES, account -> jobs.create(
                        order(account, ExtractRequest.of(contentType, body).video()), false)
                .map(job -> json(new JsonObject().put("task_id", TaskId.of(job)))));
    }

    private FrameOrder order(TaskAccount account, AssetId.Video video) {
        return new FrameOrder(
                JobApi.TASKS,
                account.partner(),
                video.entryId(),
                config.framesPerSecond(),
                config.maxWidth(),
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                account.callback());
    }

    /** Answers a download. @param id any text */
    public Future<Reply> download(Call call, String id) {
        return answer(call, Endpoint.DOWNLOAD, account -> {
            AssetId asset = known(id);
            if (asset instanceof AssetId.Video video) {
                return video(account, video).compose(this::file);
            }
            if (asset instanceof AssetId.Collection collection) {
                return completed(account, collection.number()).map(this::zip);
            }
            AssetId.Frame frame = (AssetId.Frame) asset;
            return completed(account, frame.collection()).compose(job -> image(job, frame));
        });
    }

    /** Answers what something is like. @param id any text */
    public Future<Reply> metadata(Call call, String id) {
        return answer(call, Endpoint.METADATA, account -> {
            AssetId asset = known(id);
            if (asset instanceof AssetId.Video video) {
                return video(account, video).map(found -> json(Resource.only(Resource.of(found))));
            }
            if (asset instanceof AssetId.Collection collection) {
                return completed(account, collection.number())
                        .map(job -> new Reply.Streamed(new FrameListing(jobs, job), OptionalLong.empty(), JSON, null));
            }
            AssetId.Frame frame = (AssetId.Frame) asset;
            return completed(account, frame.collection()).compose(job -> row(job, frame)
                    .map(row -> json(Resource.only(Resource.of(job, FrameNames.of(job), row)))));
        });
    }

    /** Deletes a video with its tasks, or a task with its frames. @param id any text */
    public Future<Reply> delete(Call call, String id) {
        return answer(call, Endpoint.DELETE, account -> {
            AssetId asset = known(id);
            if (asset instanceof AssetId.Video video) {
                return video(account, video).compose(assets::delete).map(gone -> json(null));
            }
            if (asset instanceof AssetId.Collection collection) {
                return job(account, collection.number()).compose(jobs::delete).map(gone -> json(null));
            }
            throw ApiException.badInput("asset_id", "A single frame can't be deleted; delete its collection.");
        });
    }

    /** Who is about to upload; to be asked before the body is read. Fails with what {@link #refusal} words. */
    public Future<TaskAccount> uploader(Call call) {
        return admission.of(call, Endpoint.UPLOAD);
    }

    /** Makes a video of a file that has come. @param file null when the form had none */
    public Future<Reply> take(Call call, TaskAccount account, @Nullable Received file) {
        if (file == null) {
            return Future.succeededFuture(
                    refusal(ApiException.badInput("file", "file cannot be null or empty"), call.caller()));
        }
        String id = "re_" + random.nextLong(FIRST_ID, BEHIND_LAST_ID);
        return assets.take(new AssetOrder(JobApi.TASKS, account.partner(), id, null), file)
                .map(asset -> json(new JsonObject().put("asset_id", asset.entryId())))
                .otherwise(cause -> refusal(cause, call.caller()));
    }

    private static AssetId known(String id) {
        return AssetId.of(id).orElseThrow(() -> ApiException.notThere(id));
    }

    private Future<Asset> video(TaskAccount account, AssetId.Video video) {
        return assets.find(JobApi.TASKS, account.partner(), video.entryId())
                .map(found -> found.orElseThrow(() -> ApiException.notThere(video.entryId())));
    }

    private Future<FrameJob> job(TaskAccount account, long collection) {
        return jobs.ofCollection(collection)
                .map(found -> found.filter(job -> job.order().api() == JobApi.TASKS)
                        .filter(job -> job.order().partnerId().equals(account.partner()))
                        .orElseThrow(() -> ApiException.notThere("im_" + collection)));
    }

    private Future<FrameJob> completed(TaskAccount account, long collection) {
        return job(account, collection).map(job -> {
            if (job.status() == FrameJob.Status.COMPLETED) {
                return job;
            }
            throw ApiException.badInput(
                    "asset_id",
                    job.status() == FrameJob.Status.FAILED
                            ? "The task has failed: " + job.failure() + "."
                            : "The frames are not extracted yet; wait for the callback.");
        });
    }

    private Future<Reply> file(Asset asset) {
        return uploads.open(asset.uploadId()).map(file -> new Reply.Of(Saved.video(asset, file)));
    }

    private Reply zip(FrameJob job) {
        FrameZip zip = jobs.images().zip(job);
        String name = new AssetId.Collection(job.collection()) + ".zip";
        return new Reply.Streamed(zip, OptionalLong.of(zip.length()), "application/zip", name);
    }

    private Future<JobFrame> row(FrameJob job, AssetId.Frame frame) {
        return jobs.images()
                .find(job.id(), frame.index())
                .map(found -> found.orElseThrow(() -> ApiException.notThere(frame.toString())));
    }

    private Future<Reply> image(FrameJob job, AssetId.Frame frame) {
        return row(job, frame).compose(row -> jobs.images()
                .recent(row)
                .map(image -> new Reply.Of(Saved.image(job, row, image, frame + ".jpg"))));
    }

    private Future<Reply> answer(Call call, Endpoint endpoint, Function<TaskAccount, Future<Reply>> work) {
        return admission.of(call, endpoint).compose(work).otherwise(cause -> refusal(cause, call.caller()));
    }

    private static Reply json(@Nullable JsonObject data) {
        return new Reply.Json(Envelope.success(data));
    }

    /** The answer to a request that has failed. */
    public Reply refusal(Throwable cause, Caller caller) {
        ApiException known = ApiException.of(cause);
        metering.refused(caller, known.failure());
        if (known.failure() instanceof Failure.Internal) {
            LOG.error(
                    "{}a request failed in a way that it should not",
                    caller.trail().prefix(),
                    cause);
        }
        ApiError error = known.error();
        return new Reply.Of(
                new Answer.Refusal(error.code(), JSON, Map.of(), error.json(), known.failure(), false, false));
    }
}
