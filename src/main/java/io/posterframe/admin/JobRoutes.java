package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobRegister;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of jobs, which can be looked at and deleted; they are made through the APIs of their clients. */
final class JobRoutes {
    private static final String ALL = "/jobs";
    private static final String ONE = "/jobs/:id";

    private final JobRegister jobs;

    JobRoutes(JobRegister jobs) {
        this.jobs = jobs;
    }

    void mount(Router router) {
        router.get(ALL).handler(routing -> list(routing)
                .onSuccess(json -> Answers.json(routing, 200, json))
                .onFailure(routing::fail));
        Requests.only(router, ALL, HttpMethod.GET);
        router.get(ONE).handler(routing -> find(routing)
                .onSuccess(job -> Answers.json(routing, 200, shown(job)))
                .onFailure(routing::fail));
        router.delete(ONE).handler(routing -> find(routing)
                .compose(jobs::delete)
                .onSuccess(gone -> Answers.empty(routing))
                .onFailure(routing::fail));
        Requests.only(router, ONE, HttpMethod.GET, HttpMethod.DELETE);
    }

    private Future<FrameJob> find(RoutingContext routing) {
        String id = routing.pathParam("id");
        return jobs.find(id)
                .map(found ->
                        found.orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "there is no job of this id")));
    }

    private Future<ObjectNode> list(RoutingContext routing) {
        Page page = Page.of(routing.queryParams(), Set.of("partner_id"));
        return jobs.after(page.partnerId(), page.after(), page.limit() + 1).map(found -> {
            boolean more = found.size() > page.limit();
            List<FrameJob> some = more ? found.subList(0, page.limit()) : found;
            ObjectNode json = Json.object();
            ArrayNode items = json.putArray("items");
            some.forEach(job -> items.add(shown(job)));
            json.put("next_cursor", more ? Page.cursor(some.get(some.size() - 1).id()) : null);
            return json;
        });
    }

    static ObjectNode shown(FrameJob job) {
        FrameOrder order = job.order();
        ObjectNode json = Json.object();
        json.put("id", job.id());
        json.put("api", Json.word(order.api()));
        json.put("partner_id", order.partnerId());
        json.put("entry_id", order.entryId());
        json.put("status", Json.word(job.status()));
        json.put("frames_done", job.done());
        Json.put(json, "frames_expected", job.expected());
        json.put("frames_per_second", order.framesPerSecond());
        json.put("bytes", job.bytes());
        json.put("collection", Long.toString(job.collection()));
        json.put("runs", job.run());
        json.put("setbacks", job.setbacks());
        json.put("failure", job.failure());
        json.put("place", job.place());
        json.put("created_at", job.createdAt().toString());
        json.put("updated_at", job.updatedAt().toString());
        json.put("finished_at", text(job.finishedAt()));
        json.put("valid_until", job.validUntil().toString());
        ObjectNode callback = json.putObject("callback");
        callback.put("url", text(order.callback()));
        callback.put("status", Json.word(job.callback().state()));
        callback.put("attempts", job.callback().attempts());
        callback.put("last_answer", job.callback().answer());
        return json;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
