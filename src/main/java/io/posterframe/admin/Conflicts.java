package io.posterframe.admin;

import io.posterframe.database.Database;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Does a transaction again in which somebody else was faster. */
final class Conflicts {
    private static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1;

        Conflict() {
            super(null, null, false, false);
        }
    }

    private Conflicts() {}

    /** Fails with {@link ProblemType#CHANGING} when it is so each time. */
    static <R> Future<R> retried(Database database, int tries, Function<Handle, R> work) {
        return database.transact(handle -> {
                    try {
                        return work.apply(handle);
                    } catch (RuntimeException e) {
                        throw Database.isConflict(e) ? new Conflict() : e;
                    }
                })
                .recover(problem -> {
                    if (!(problem instanceof Conflict)) {
                        return Future.failedFuture(problem);
                    }
                    return tries > 1
                            ? retried(database, tries - 1, work)
                            : Future.failedFuture(
                                    new Problem(ProblemType.CHANGING, "others are changing the same; try again"));
                });
    }
}
