package io.posterframe.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posterframe.catalog.Ids;
import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The routes of one kind of thing: those of the whole collection, and those of one of it. */
final class CollectionRoutes<T> {
    private static final Set<String> BODY = Set.of("application/json");
    private static final Set<String> PATCH = Set.of("application/merge-patch+json", "application/json");

    private final Resource<T> resource;
    private final Database database;
    private final Writes<T> writes;

    CollectionRoutes(Resource<T> resource, Database database, Changes changes) {
        this.resource = resource;
        this.database = database;
        this.writes = new Writes<>(resource, database, changes);
    }

    /** @param path of the collection; a parent's id is {@code :parent} in it */
    void mount(Router router, String path) {
        router.get(path).handler(routing -> answer(routing, list(routing)));
        router.post(path).handler(routing -> {
            Requests.takes(routing, BODY);
            answer(routing, writes.create(parent(routing), Requests.body(routing)), path);
        });
        Requests.only(router, path, HttpMethod.GET, HttpMethod.POST);
        String one = path + "/:id";
        router.get(one).handler(routing -> answer(routing, find(key(routing))));
        router.put(one).handler(routing -> {
            Requests.takes(routing, BODY);
            answer(routing, writes.replace(key(routing), Requests.body(routing)), path);
        });
        router.patch(one).handler(routing -> {
            Requests.takes(routing, PATCH);
            answer(routing, writes.change(key(routing), Requests.body(routing)), path);
        });
        router.delete(one).handler(routing -> answer(routing, writes.delete(key(routing)), path));
        Requests.only(router, one, HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    }

    private Future<ObjectNode> find(Key key) {
        return database.transact(
                handle -> resource.find(handle, key).map(resource::shown).orElseThrow(() -> writes.missing(key)));
    }

    private Future<ObjectNode> list(RoutingContext routing) {
        Page page = Page.of(routing.queryParams(), resource.filters());
        String parent = parent(routing);
        return database.transact(handle -> {
            List<T> found = resource.list(handle, parent, page.partnerId(), page.after(), page.limit() + 1);
            boolean more = found.size() > page.limit();
            List<T> shown = more ? found.subList(0, page.limit()) : found;
            if (shown.isEmpty() && !parent.isEmpty() && !resource.belongs(handle, parent)) {
                throw new Problem(ProblemType.NOT_FOUND, "there is no entry " + parent);
            }
            ObjectNode json = Json.object();
            ArrayNode items = json.putArray("items");
            shown.forEach(value -> items.add(resource.shown(value)));
            json.put("next_cursor", more ? Page.cursor(resource.idOf(shown.get(shown.size() - 1))) : null);
            return json;
        });
    }

    private static void answer(RoutingContext routing, Future<ObjectNode> json) {
        json.onSuccess(found -> Answers.json(routing, 200, found)).onFailure(routing::fail);
    }

    private void answer(RoutingContext routing, Future<Writes.Done> written, String path) {
        written.onSuccess(done -> {
                    ObjectNode json = done.json();
                    if (json == null) {
                        Answers.empty(routing);
                        return;
                    }
                    if (done.created()) {
                        String place = AdminApi.ROOT + path.replace(":parent", encode(parent(routing))) + "/"
                                + encode(done.id());
                        routing.response().putHeader(HttpHeaders.LOCATION, place);
                    }
                    Answers.json(routing, done.created() ? 201 : 200, json);
                })
                .onFailure(routing::fail);
    }

    private Key key(RoutingContext routing) {
        Key key = new Key(parent(routing), routing.pathParam("id"));
        if (!Ids.acceptable(key.id())) {
            throw new Problem(ProblemType.NOT_FOUND, "no " + resource.noun() + " can have this id");
        }
        return key;
    }

    private static String parent(RoutingContext routing) {
        String parent = routing.pathParams().getOrDefault("parent", "");
        if (!parent.isEmpty() && !Ids.acceptable(parent)) {
            throw new Problem(ProblemType.NOT_FOUND, "this can't be the id of an entry");
        }
        return parent;
    }

    private static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
