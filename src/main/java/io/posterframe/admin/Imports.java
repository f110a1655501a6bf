package io.posterframe.admin;

import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Takes imports, a few at once. Any thread. */
final class Imports {
    /** The most bytes of a line. */
    static final int MAX_LINE = 64 << 10;

    private static final int TRIES = 5;

    private final Database database;
    private final Changes changes;
    private final Batch batch;
    private final Semaphore free;

    /** @param most how many at once */
    Imports(Database database, Changes changes, InstantSource clock, int most) {
        this.database = database;
        this.changes = changes;
        this.batch = new Batch(new EntryResource(clock), new FlavorResource(clock), new ThumbnailResource(clock));
        this.free = new Semaphore(most);
    }

    void take(RoutingContext routing) {
        Requests.takes(routing, Set.of("application/x-ndjson"));
        if (!free.tryAcquire()) {
            throw new Problem(ProblemType.BUSY, "as many imports as are allowed are under way; try again later");
        }
        if ("100-continue".equalsIgnoreCase(routing.request().getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        new ImportStream(routing.request(), this::store)
                .run()
                .eventually(() -> {
                    free.release();
                    return Future.succeededFuture();
                })
                .onSuccess(report -> Answers.json(routing, 200, report.json()))
                .onFailure(problem -> Answers.problem(routing, problem));
    }

    private Future<Batch.Stored> store(List<Lines.Line> lines) {
        return Conflicts.retried(database, TRIES, handle -> batch.store(handle, lines))
                .onSuccess(stored -> {
                    if (!stored.changed().isEmpty()) {
                        changes.entries(stored.changed());
                    }
                });
    }
}
