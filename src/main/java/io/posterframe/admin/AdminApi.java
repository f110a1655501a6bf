package io.posterframe.admin;

import io.posterframe.database.Database;
import io.posterframe.job.JobRegister;
import io.posterframe.purge.Purger;
import io.posterframe.store.Changes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The admin API: its whole route table. One for all event loops. */
public final class AdminApi {
    /** In front of every path of it. */
    public static final String ROOT = "/admin/v1";

    /** The most of a body that is read as a whole, in bytes. */
    static final int MAX_BODY = 1 << 20;

    private final Vertx vertx;
    private final AdminConfig config;
    private final Database database;
    private final Changes changes;
    private final InstantSource clock;
    private final JobRegister jobs;
    private final Purger purger;
    private final Imports imports;
    private final Buffer description;

    /** @param changes is told of each write after it */
    public AdminApi(
            Vertx vertx,
            AdminConfig config,
            Database database,
            JobRegister jobs,
            Purger purger,
            Changes changes,
            InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.database = database;
        this.jobs = jobs;
        this.purger = purger;
        this.changes = changes;
        this.clock = clock;
        this.imports = new Imports(database, changes, clock, config.imports());
        this.description = description();
    }

    /** Adds the routes to the server's own, unless no token is configured or the API has a listener of its own. */
    public void mount(Router router) {
        if (config.isOn() && !config.hasOwnListener()) {
            mountAlways(router);
        }
    }

    void mountAlways(Router router) {
        router.route(ROOT + "/*").subRouter(routes());
    }

    /** All, with paths as they stand behind {@link #ROOT}. */
    Router routes() {
        Router router = Router.router(vertx);
        String any = "/*";
        router.route(any).failureHandler(routing -> Answers.problem(routing, causeOf(routing)));
        router.get("/openapi.json").handler(this::describe);
        Requests.only(router, "/openapi.json", HttpMethod.GET);
        router.route(any).handler(new Tokens(config.tokens())::check);
        router.route(any).handler(Requests::acceptsJson);
        router.post("/import").handler(imports::take);
        Requests.only(router, "/import", HttpMethod.POST);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        router.route(any).handler(body);
        collection(router, new PartnerResource(), "/partners");
        collection(router, new ProfileResource(), "/profiles");
        collection(router, new EntryResource(clock), "/entries");
        collection(router, new FlavorResource(clock), "/entries/:parent/flavors");
        collection(router, new ThumbnailResource(clock), "/entries/:parent/thumbnails");
        collection(router, new WidgetResource(), "/widgets");
        collection(router, new RoomResource(), "/rooms");
        collection(router, new CaptureKeyResource(), "/capture-keys");
        new JobRoutes(jobs).mount(router);
        new PurgeRoutes(purger).mount(router);
        router.route(any).handler(routing -> {
            throw new Problem(ProblemType.NOT_FOUND, "there is nothing here; " + ROOT + "/openapi.json lists all");
        });
        return router;
    }

    private void collection(Router router, Resource<?> resource, String path) {
        new CollectionRoutes<>(resource, database, changes).mount(router, path);
    }

    /** Whether an Authorization header holds one of the API's tokens. */
    public boolean allows(@Nullable String authorization) {
        return new Tokens(config.tokens()).isKnown(authorization);
    }

    /** Without a token: it is the same for everybody, and tools read it. */
    private void describe(RoutingContext routing) {
        routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(description);
    }

    private static Throwable causeOf(RoutingContext routing) {
        Throwable failure = routing.failure();
        return failure != null ? failure : new HttpException(routing.statusCode());
    }

    private static Buffer description() {
        try (InputStream in = AdminApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
