package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Ids;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobMedia;
import io.posterframe.job.JobPage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls about extractions, once their account is known. Safe on every thread; never blocks. */
final class Extractions {
    private static final String PROGRESS = "x-posterframe-progress";
    private static final String FAILURE = "x-posterframe-failure";
    private static final int LONGEST_FAILURE = 300;

    private final FrameJobs jobs;
    private final JobMedia media;
    private final Function<Call, String> site;

    /** @param site what the URLs in a call's answer begin with; throws an ApiException when that isn't known */
    Extractions(FrameJobs jobs, JobMedia media, Function<Call, String> site) {
        this.jobs = jobs;
        this.media = media;
        this.site = site;
    }

    /** Orders the frames of a file. */
    Future<Reply> create(Call call, String partnerId) {
        checkFile(call.id());
        ExtractionRequest request = ExtractionRequest.of(call.body());
        return jobs.create(request.order(partnerId, call.id()), true)
                .compose(job -> reply(job, call, Page.of(Map.of())));
    }

    /** Those of a file. */
    Future<Reply> ofFile(Call call, String partnerId) {
        checkFile(call.id());
        Page page = Page.of(call.query());
        return jobs.ofEntry(JobApi.FRAMES, partnerId, call.id(), page.limit(), page.offset())
                .compose(found -> found.total() > 0
                        ? Future.succeededFuture(found)
                        : media.exists(partnerId, call.id()).map(there -> {
                            if (!there) {
                                throw ApiException.noFile(call.id());
                            }
                            return found;
                        }))
                .map(found -> list(found, page));
    }

    private static void checkFile(String id) {
        if (!Ids.acceptable(id)) {
            throw ApiException.noFile(id);
        }
    }

    private static Reply list(JobPage found, Page page) {
        List<ObjectNode> items = found.jobs().stream().map(ExtractionJson::of).toList();
        return Reply.ok(page.list("data", items, found.total()));
    }

    /** One of them, with its frames where it has them all. */
    Future<Reply> find(Call call, String partnerId) {
        Page page = Page.of(call.query());
        return owned(call.id(), partnerId).compose(job -> reply(job, call, page));
    }

    Future<Reply> delete(Call call, String partnerId) {
        return owned(call.id(), partnerId).compose(jobs::delete).map(there -> {
            if (!there) {
                throw ApiException.noExtraction(call.id());
            }
            return Reply.ok(JsonNodeFactory.instance.objectNode().put("id", call.id()));
        });
    }

    private Future<FrameJob> owned(String id, String partnerId) {
        return jobs.find(id).map(found -> found.filter(job -> job.order().api() == JobApi.FRAMES
                        && job.order().partnerId().equals(partnerId))
                .orElseThrow(() -> ApiException.noExtraction(id)));
    }

    private Future<Reply> reply(FrameJob job, Call call, Page page) {
        return switch (job.status()) {
            case PENDING, RUNNING ->
                Future.succeededFuture(Reply.ok(ExtractionJson.of(job)).with(Map.of(PROGRESS, progress(job))));
            case FAILED ->
                Future.succeededFuture(
                        Reply.ok(ExtractionJson.of(job)).with(Map.of(FAILURE, headerSafe(job.failure()))));
            case COMPLETED -> {
                String prefix = site.apply(call);
                yield jobs.images()
                        .list(job.id(), page.offset(), page.limit())
                        .map(frames -> Reply.ok(ExtractionJson.of(job, frames, page, prefix)));
            }
        };
    }

    /** How many frames are there, and how many there will be. */
    static String progress(FrameJob job) {
        OptionalInt expected = job.expected();
        return job.done() + "/" + (expected.isPresent() ? expected.getAsInt() : "?");
    }

    /** In printable ASCII, as a header's value must be. */
    static String headerSafe(@Nullable String failure) {
        String safe = failure == null ? "" : failure.replaceAll("[^ -~]", "?").strip();
        return safe.substring(0, Math.min(safe.length(), LONGEST_FAILURE));
    }
}
