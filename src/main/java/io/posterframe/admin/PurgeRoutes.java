package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purger;
import io.posterframe.purge.Tags;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;

/** The route that purges. */
final class PurgeRoutes {
    private static final String PATH = "/purge";
    private static final TextRule TAG =
            new TextRule(Purge::isTag, "must be a tag as in Surrogate-Key, of letters, digits and . _ - %");
    private static final TextRule PREFIX = new TextRule(
            Purge::isPrefix,
            "must be the beginning of a path, as /p/100/thumbnail, without a slash at its end and without a query");

    private final Purger purger;

    PurgeRoutes(Purger purger) {
        this.purger = purger;
    }

    void mount(Router router) {
        router.post(PATH).handler(this::purge);
        Requests.only(router, PATH, HttpMethod.POST);
    }

    private void purge(RoutingContext routing) {
        Requests.takes(routing, Set.of("application/json"));
        Purge purge = read(Json.parse(Requests.body(routing)));
        purger.purge(purge)
                .onSuccess(purged -> {
                    ObjectNode json = Json.object();
                    json.put("soft", purge.soft());
                    Json.put(json, "names", purge.names().stream().sorted().toList());
                    ObjectNode removed = json.putObject("removed");
                    removed.put("memory", purged.memory());
                    removed.put("disk", purged.disk());
                    Answers.json(routing, 200, json);
                })
                .onFailure(problem -> routing.fail(
                        new Problem(ProblemType.DATABASE, "purged here; other servers were not told: send it again")));
    }

    static Purge read(ObjectNode json) {
        Body body = new Body(json);
        Set<String> names = new LinkedHashSet<>();
        body.words("entries", Purge.MOST_NAMES, TextRule.ENTRY_ID).forEach(id -> names.add(Tags.entry(id)));
        body.words("partners", Purge.MOST_NAMES, TextRule.PARTNER_ID).forEach(id -> names.add(Tags.partner(id)));
        names.addAll(body.words("tags", Purge.MOST_NAMES, TAG));
        names.addAll(body.words("prefixes", Purge.MOST_NAMES, PREFIX));
        if (body.flag("all")) {
            names.add(Purge.ALL);
        }
        boolean soft = body.flag("soft");
        body.end();
        if (body.mistakes().isEmpty() && (names.isEmpty() || names.size() > Purge.MOST_NAMES)) {
            body.mistake(
                    "entries",
                    "or partners, tags, prefixes or all must name something, " + Purge.MOST_NAMES + " things at most");
        }
        if (!body.mistakes().isEmpty()) {
            throw Problem.fields(body.mistakes());
        }
        return Purge.of(names, soft);
    }
}
